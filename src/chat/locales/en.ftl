# Commands
command-start = What this bot does, with examples
command-help = All commands
command-privacy = What is kept, and for how long
command-imagine = Turn a wish into a picture
command-optimize = The same, improved in rounds at once
command-settings = Your own defaults in this chat
command-history = Your sessions
command-gallery = Your pictures
command-rerun = Make a session again
command-cancel = Stop what you have running
command-queue = Your jobs and their place
command-models = Who can paint, and for how much
command-spend = The caps, and what is used
command-forgetme = Delete what is known of you
command-caps = This chat's caps: show, set, history
command-pause = No new paid work in this chat
command-resume = Go on after a pause
command-block = Shut somebody out of this chat's pictures
command-unblock = Let somebody in again
command-usage = Who spent what, with a chart
command-defaults = This chat's provider, preset, language
command-admin = For operators: health, jobs, access

# Fields of commands, and the menu on a picture (where a platform has them; a name of its own: .name)
option-goal = What you would like to see
option-id = Id of the session; /history lists them
option-sizes = Sizes, separated by spaces; leave out for a menu
option-words = What to do; without it, how things stand
option-provider = Who paints
option-aspect = Width to height, for example 16:9
option-preset = draft is small and cheap, final is large
option-iterations = Rounds of Optimize
option-negative = What must not be in the picture
option-spoiler = Cover the pictures until somebody presses them
choice-yes = yes
choice-no = no
option-image = A picture to begin from
option-mask = Where it may change: white on black, transparent, or a copy marked in red
menu-describe = Describe
menu-optimize = Optimize this image

# Modals
form-edit = Edit the prompt
form-feedback = Feedback on picture { $index }
form-feedback-field = What should change?
form-feedback-hint = For example: { $missed }
form-negative = Not in the picture
form-negative-field = What must not be there
form-picture = Optimize this image
form-picture-field = What should change?
form-mask-field = Mask

# Start, help, privacy
start-title = Write what you would like to see.
start-body = I turn it into a prompt and show it with its price. You press Accept for one picture, or Optimize: then I paint, judge and improve in rounds, and you steer by replying to a picture.
start-examples = Try one of these:
example-1 = A lighthouse in fog at dawn, watercolour
example-2 = Three red balloons over a snowy village
example-3 = A fox reading a book under a lantern at night
example-chip-1 = Lighthouse in fog
example-chip-2 = Three red balloons
example-chip-3 = A fox who reads
help-title = Commands
help-moderators = For moderators
help-reply = Reply to a picture to say what should change. The reply steers the next one.
help-options = After /imagine and /optimize you may write options: { $options }. For example: /imagine a boat at dusk aspect=16:9 preset=final
privacy-title = What is kept
privacy-body = Your wishes, prompts, pictures, settings and style notes (/style) are kept so that you can come back to them. Wishes, prompts and pictures go to the provider that makes or judges a picture, and to nobody else. /forgetme deletes all of it; the books keep amounts of money without a name.
goal-usage = Write what you would like to see after the command, for example: /{ $command } a red fox in the snow

# The card
card-refining = Turning your wish into a prompt…
card-goal = Your wish
card-prompt = Prompt
card-prompt-edited = Prompt (edited by you)
card-choice = { $provider } · { $aspect } · { $size } · { $preset }
card-assumptions = Added by me: { $list }
cap-name = { $scope } cap{ $period ->
    [day] , today
    [month] , this month
   *[total] { "" }
  }
card-left = Left: { $left } of { $cap } ({ $name })
card-left-none = Nothing is left of { $cap } ({ $name }).
card-simulation = Simulation: “sketch” draws offline. No real model, no cost.
card-by-rule = The prompt writer gave no usable answer, so your own words are the prompt.
card-cancelled = Cancelled. Nothing was spent on pictures.
card-closed = Closed. The pictures stay; /history brings this session back.
card-working = At work…
card-aspect-nearest = { $provider } does not make { $wanted }; the nearest, { $nearest }, is taken.
size-draft = ~512 px
size-final = ~1024 px
button-accept = Accept · { $price }
button-optimize = Optimize ×{ $rounds } · { $price }
button-edit = Edit
button-settings = Settings
button-cancel = Cancel
button-reset = Reset
button-confirm = Confirm · { $price }
button-keep = Keep
button-feedback = Feedback
button-reroll = Re-roll · { $price }
button-original = Original
button-copy = Copy prompt
button-retry = Retry
button-done = Done
button-delete = Delete
button-rerun = Re-run
button-open = Open
button-generate-anyway = Generate anyway · { $price }
button-newer = ◀ Newer
button-older = Older ▶
price-unknown = price unknown
price-free = free

confirm-title = This may cost up to { $price }.
confirm-body = { $left } is left of { $cap } ({ $name }). Shall I go on?
confirm-done = Confirmed.
confirm-body-uncapped = Shall I go on?

# Asking
ask-edit = Reply to this message with the prompt as it should be, with its marks or without. This is the present one:
ask-feedback = Reply to this message: what should change in picture { $index }?
ask-negative = Reply to this message with what must not be in your pictures, or with “none”.
edit-done = The prompt is changed. Your wish and the first prompt are kept: Reset brings them back.
feedback-noted = Noted for the next picture: “{ $text }”
feedback-noted-running = Noted. The next round follows it: “{ $text }”
feedback-go = Press Optimize to have it done.

# Progress
progress-queued = queued ({ $place ->
    [one] next
   *[other] { $ordinal }
  })
progress-refining = turning the wish into a prompt
progress-revising = revising { $round }/{ $rounds }
progress-generating = generating { $round }/{ $rounds }
progress-generating-single = generating
progress-judging = judging { $round }/{ $rounds }
progress-judging-single = judging
progress-summarizing = summing up
progress-waiting = the provider asked to wait ({ $seconds } s)
progress-restarted = going on after a restart
progress-done = Done · { $pictures ->
    [one] 1 picture
   *[other] { $pictures } pictures
  } · { $cost }
progress-failed = Failed · { $pictures ->
    [0] no picture
    [one] 1 picture
   *[other] { $pictures } pictures
  }
progress-cancelled = Cancelled · { $pictures ->
    [0] no picture
    [one] 1 picture
   *[other] { $pictures } pictures
  } · { $cost }
progress-stopped-budget = Stopped by a cap, with what was made.
progress-stopped-provider = The provider stopped answering; this is what was made.
progress-stopped-target = The target score was reached.
progress-stopped-no-progress = Two changes in a row were no better, and nothing new was left to try.
progress-stopped-person = Ended by you.

# Iterations
iteration-score = { $place } · score { $score }
iteration-score-change = { $place } · score { $score } ({ $change })
iteration-judging = { $place } · judging…
iteration-not-judged = { $place } · not judged
iteration-place-single = picture { $index }
iteration-band = { $band ->
    [excellent] excellent
    [good] good
    [fair] fair
   *[poor] poor
  }
iteration-best = ★ best so far
iteration-changed = Changed: { $diff }
iteration-followed = You said: “{ $feedback }”
iteration-failed = Missing: { $items }
iteration-not-better = Beside the best one, in both orders, it did not win.
iteration-all-met = Everything on the checklist is there.
iteration-judge-error = The judge could not look at it.
iteration-suspicious = Text in the picture tried to talk to the judge. It was ignored.
iteration-model = { $model } · { $cost }
iteration-fell-back = fell back to { $model } · { $cost }
iteration-simulation = simulation · { $model } · { $cost }
iteration-kept = ★ kept by you
diff-another-draw = same prompt, another draw
warning-no_seed = This model takes no seed: the same seed will not give the same picture.
warning-other_aspect = This model does not make { $wanted }; { $taken } was taken.
warning-no_transparency = This model makes no transparent background.
warning-no_references = This model takes no reference pictures, so they were left out.
warning-some_references = This model takes at most { $count } of the pictures, so the others were left out.
warning-no_mask = This model takes no mask, so the whole picture may change.
warning-mask_put_back = This model takes no mask. It was shown the whole picture, and what lies outside of the mask was put back to the pixel.
warning-hardly_changed = Hardly anything changed inside of the mask.
warning-light_moved = Measured against the photo: { $tone ->
    [warmer] warmer
    [cooler] cooler
   *[other] as warm
}, { $level ->
    [lighter] lighter
    [darker] darker
   *[other] as bright
}, lit from { $side ->
    [another] another side
   *[other] the same side
}.
warning-left_out = Left out, since this model takes shorter prompts: { $blocks }.
warning-simulated_aspect = The simulation paints { $taken }, the nearest to { $wanted }.
warning-own_words = The prompt writer gave no usable answer, so your own words are the prompt.
warning-no_revision = The prompt writer gave no usable answer in this round.

# Summary
summary-title = The best: picture { $index }, score { $score }
summary-title-unjudged = The best: picture { $index }
summary-prompt = Final prompt
summary-table = Rounds
summary-row = { $index } · { $score } · { $diff }
summary-first = first picture
summary-no-score = not judged
summary-points = What worked
summary-cost = Total: { $cost } for { $pictures ->
    [one] 1 picture
   *[other] { $pictures } pictures
  }

# Points made by rule
point-kept = “{ $diff }” { $words ->
    [yes] followed your words and was kept
   *[no] was kept
  }{ $scored ->
    [yes] { " " }({ $from } → { $to })
   *[no] { "" }
  }.
point-lost = “{ $diff }” did not beat the best picture (score { $score }).
point-best = Picture { $index } is the best so far: score { $score }, { $band ->
    [excellent] excellent
    [good] good
    [fair] fair
   *[poor] poor
  }.
point-best_unscored = Picture { $index } is the best so far; it could not be scored.
point-look_again = A second look by the judge would say what to change next.
point-complete = Everything on the checklist is there: keep this prompt for pictures of this kind.
point-left = Still to be improved: { $items }.
point-first_draw = This is the first draw of the prompt: another draw of the same words may come out better or worse.
point-count = { $count ->
    [one] One picture was made of this wish
   *[other] { $count } pictures were made of this wish
  }; the prompt of picture { $index } is the one to keep.

# Lists
history-title = Your sessions
history-empty = Nothing here yet. Write what you would like to see.
gallery-caption = { $place } of your pictures · { $goal }
gallery-empty = No pictures yet.
status-draft = draft
status-running = running
status-done = done
status-failed = failed
queue-title = Your jobs
queue-row-running = running: { $goal }
queue-row-queued = { $place }. in the queue: { $goal }
queue-empty = You have nothing running.
cancel-none = You have nothing running.
cancel-done = { $count ->
    [one] One job is being stopped.
   *[other] { $count } jobs are being stopped.
  }
models-title = Who can paint here
models-row = { $model } · { $draft } draft · { $final } final
models-aspects = { $aspects }
models-can = can: { $list }
models-seed = seed
models-negative = negative prompt
models-edit = edits
models-mask = masks
models-transparency = transparency
models-simulation = simulation, free
models-up = up · { $seconds } s a picture · { $errors } % of { $calls } failed in the last hour
models-down = down · { $errors } % of { $calls } failed in the last hour
models-quiet = not called in the last hour
models-references = up to { $count } input pictures
rerun-usage = Write the session's id after the command; /history lists them.
rerun-exists = This was made already. Here it is, free:
same-joined = The same picture is being made right now. It will be shown here too, at no cost.
same-failed = The picture that was being made did not come. { $why }
deleted = Deleted.
spend-title = Caps and what is used
spend-row = { $bar } { $scope } cap, { $period }: { $spent } of { $cap }
spend-row-free = { $scope }, { $period }: { $spent } (no cap)
spend-reserved = of it held for running calls: { $reserved }
scope-deployment = bot-wide
scope-chat = chat
scope-person = personal
scope-session = session
period-day = today
period-month = this month
period-total = in all

# Settings
settings-title = Settings of this session
settings-title-own = Your defaults in this chat
settings-provider = Provider: { $value }
settings-aspect = Aspect: { $value }
settings-preset = Preset: { $value }
settings-iterations = Rounds: { $value }
settings-negative = Not in the picture: { $value }
settings-none = –
settings-hint = Each press takes the next choice.
language-name = English
settings-language = Language: { $value }
preset-draft = draft
preset-final = final
preset-level = { $preset } ({ $level })
level-free = free
level-low = low
level-med = med
level-high = high
level-unknown = price unknown

# A chat's rules, for its moderators
caps-title = Caps of this chat
caps-changed = Changed: { $cap }.
caps-session = One session: { $cap }
caps-person = One person a day: { $cap }
caps-ceiling = The operator's ceiling: { $list }
caps-paused = Paused: no new work until /resume.
caps-frozen = Frozen: nothing is spent here until the bot's operator has looked.
caps-usage = /caps daily 5, monthly 50, session 1 or user 0.5 sets a cap in dollars; “default” takes the bot's own. /caps log shows who changed what.
cap-off = off
cap-default = default
capname-day = daily cap
capname-month = monthly cap
capname-session = session cap
capname-person = personal cap
changes-title = Changes ({ $zone })
changes-empty = Nothing has been changed here yet.
change-cap = { $cap } { $from } → { $to }
change-ceiling = ceiling of the { $cap } { $from } → { $to }
change-pause = paused
change-resume = resumed
change-block = blocked { $person }
change-unblock = unblocked { $person }
change-default = { $name }: { $to }
change-freeze = froze spending
change-unfreeze = let spending go on
change-approve = let this chat in
change-refuse = did not let this chat in
defaultname-provider = provider
defaultname-aspect = aspect
defaultname-preset = preset
defaultname-language = language
defaultname-photos = photos from newcomers
defaultname-allow = allowed providers
defaultname-zone = time zone
pause-done = Paused. No new work begins here until /resume; what runs ends at its next paid call.
resume-done = Going on. New wishes are welcome.
block-done = { $name } is blocked in this chat. /unblock takes it back.
block-title = Blocked here
block-none = Nobody.
block-usage = To block, answer somebody's message with /block, or name them: /block @name.
unblock-done = { $name } may use the bot here again.
unblock-not = { $name } was not blocked here.
usage-title = Who spent what
usage-empty = Nothing has been spent here this month.
usage-row = { $rank }. { $name }: { $day } today, { $month } this month · { $pictures ->
    [one] 1 picture
   *[other] { $pictures } pictures
  }
usage-others = { $count ->
    [one] One more person: { $month } this month
   *[other] { $count } more people: { $month } this month
  }
usage-forgotten = somebody
usage-chart = { $month }: { $total } of { $cap }
usage-chart-free = { $month }: { $total }
usage-chart-earlier = earlier this month
usage-chart-others = { $count } more
defaults-title = Defaults of this chat
defaults-zone = Days begin at midnight in { $zone }; /defaults zone Europe/Berlin changes that.
defaults-allowed = ✓ marks the providers that may be used here.
defaults-hint = Each press takes the next choice. Everyone may choose otherwise in /settings.
defaults-language-auto = each person's own
defaults-photos-yes = Photos from newcomers: yes
defaults-photos-no = Photos from newcomers: no
defaults-one-must-stay = One provider has to stay.
photo-strangers = The moderators take no photos from people who have not made a picture here yet. Begin with words: /imagine.

# Access and operators
access-wait = Hello! Somebody has to let me in here first. I have asked, and will write as soon as I know.
access-approved = You are in. Write what you would like to see, or press /start.
access-refused = The bot's operator would rather not open this bot here. Sorry!
access-asks-group = The group “{ $name }” would like to use the bot.
access-asks-person = { $name } would like to use the bot.
access-approved-by = { $name }: let in by { $operator }.
access-refused-by = { $name }: refused by { $operator }.
access-noted = Noted.
button-approve = Approve
button-refuse = Refuse
admin-title = How things stand
admin-jobs = { $running } running, { $queued } queued
admin-disk = disk { $free } GB free ({ $percent } %)
admin-providers = Providers
admin-spent = Spent today (UTC)
admin-spent-none = nothing
admin-waiting = Waiting to be let in
admin-more = /admin help shows what else there is.
admin-usage-title = What /admin takes
admin-usage =
    /admin
    /admin approve telegram:-1001234
    /admin refuse telegram:-1001234
    /admin ceiling telegram:-1001234 daily 5
    /admin ceiling telegram:-1001234 daily off
    /admin freeze telegram:-1001234
    /admin unfreeze telegram:-1001234
    /admin jobs
    /admin retry JOB
    /admin disable provider openai
    /admin enable provider openai
admin-jobs-title = Newest jobs
admin-jobs-none = No jobs yet.
admin-done = Done.
admin-retried = Accepted as job { $id }.
admin-disabled = { $provider } is off: no new calls go there.
admin-enabled = { $provider } is on again.
providerstate-up = up
providerstate-down = down
providerstate-disabled = switched off
providerstate-failed = { $errors } % of { $calls } failed in the last hour
providerstate-time = { $seconds } s a call

# Forget me
forget-question = This deletes your wishes, prompts, pictures and settings here, for good. What runs is stopped. The books keep amounts without your name.
button-forget = Delete everything of mine
forget-done = Done. Nothing of yours is left but amounts without a name.

# Presses
notice-stranger = This belongs to { $name }. Start your own with /imagine.
notice-stranger-plain = This belongs to somebody else. Start your own with /imagine.
notice-unknown = This button is too old. Write your wish again, or see /history.
notice-used = That is done already.
notice-started = Started.
notice-same-shown = It exists already, so it costs nothing.
notice-same-joined = It is being made already; you will get it too.
notice-cancelling = Stopping…
notice-kept = Kept as the best.
flood-notice = That is faster than I can read. Pause for ten seconds, then go on.
missing-permissions = I lack permissions here. Somebody who manages the server can give me: { $list }
command-unknown = I do not know /{ $name }. /help lists the commands.
alert-overrun = Operators: in { $chat } a call cost { $actual }, but only { $estimate } was reserved for it. Its spending is frozen. Check the price data, then: /admin unfreeze { $chat }
alert-audit = Operators: the nightly audit found { $count } differences between the books and the counters; the log has them all. The first: { $first }
alert-down = Operators: { $provider } has failed several times in a row. /admin shows how it stands.
alert-disk = Operators: only { $free } GB are left on the disk that holds the pictures.
alert-provider = Operators: { $provider } refuses our key or account ({ $reason }). People are told “not available” until it works.

# Errors
error-E_BUDGET_BLOCKED = The { $scope } cap ({ $period }) of { $cap } has { $left } left; this needs up to { $needed }. { $reset } { $who }
budget-resets = It resets { $when }.
budget-never-resets = It does not reset by itself.
budget-who-deployment = The bot's operator can raise it.
budget-who-chat = The chat's moderators can raise it.
budget-who-person = The chat's moderators can raise it.
budget-who-session = Start a new session, or ask the chat's moderators to raise it.
error-E_BUDGET_BLOCKED-frozen = Spending is frozen in this chat until the bot's operator has looked: a call cost more than was reserved for it.
error-E_BUDGET_BLOCKED-paused = The moderators paused new work in this chat. They can go on with /resume.
error-E_RATE_LIMITED = Too fast. Try again in { $seconds } s.
error-E_DUPLICATE = This session is at work already. Wait for it, or press Cancel.
error-E_AI_MODEL_UNAVAILABLE = { $model } is not available now.
error-E_AI_MODEL_UNAVAILABLE-incapable = No model that is set up here can do this.
error-lacking = { $model }: no { $list }.
lack-edit = editing of pictures
lack-outpaint = extending
lack-upscale = upscaling
lack-remove_background = removing of backgrounds
lack-masks = masks
lack-transparency = transparent backgrounds
lack-pictures = room for { $pictures ->
    [one] { $pictures } picture
   *[other] { $pictures } pictures
  } (it takes { $room })
error-all-models = No model could make it just now. Tried: { $models }.
error-E_AI_MODEL_UNAVAILABLE-not_allowed = { $model } is not allowed in this chat. Choose another provider in Settings.
error-E_AI_MODEL_UNAVAILABLE-disabled = { $model } is switched off just now. Choose another provider in Settings.
error-E_AI_TIMEOUT = The provider did not answer in time.
error-E_AI_TIMEOUT-interrupted = The bot was restarted while the picture was being made, so nobody knows whether it was finished.
error-E_AI_REFUSED = The provider declined this wish by its content policy. Say it in another way with Edit.
error-E_AI_BAD_ANSWER = The provider's answer could not be used.
error-E_PROMPT_INVALID = I cannot work with that as it is. Say it in another way.
error-E_PROMPT_INVALID-empty_goal = Write what you would like to see.
error-E_PROMPT_INVALID-empty_prompt = The prompt is empty. Write what the picture should show.
error-E_PROMPT_INVALID-no_prompt = There is no prompt yet. Write what you would like to see.
error-E_PROMPT_INVALID-prompt = The provider does not take this prompt. Say it in another way with Edit.
error-E_PROMPT_INVALID-prompt_too_long = The prompt has { $length } characters; this model takes { $limit }. Make it shorter with Edit.
error-E_PROMPT_INVALID-option_provider = provider={ $value }: choose one of { $list }.
error-E_PROMPT_INVALID-option_aspect = aspect={ $value }: write it as W:H, for example 16:9.
error-E_PROMPT_INVALID-option_preset = preset={ $value }: choose one of { $list }.
error-E_PROMPT_INVALID-option_iterations = iterations={ $value }: a whole number from 1 to { $limit }.
error-E_PROMPT_INVALID-option_negative = negative: at most 1,000 characters.
error-E_PROMPT_INVALID-option_seed = seed={ $value }: a whole number from 0 to 2147483647.
error-E_PROMPT_INVALID-block_unknown = There is no block “{ $block }”.
error-E_PROMPT_INVALID-block_twice = The block “{ $block }” is there twice.
error-E_PROMPT_INVALID-block_open = Every block needs its FLEX_BEGIN line and its FLEX_END line, with no text beside them.
error-E_PROMPT_INVALID-amount = “{ $value }” is no amount. Write dollars such as 5 or 0.50, or off.
error-E_PROMPT_INVALID-caps_usage = Write /caps, /caps log, or a cap with its amount: /caps daily 5.
error-E_PROMPT_INVALID-zone_usage = Write a time zone after it: /defaults zone Europe/Berlin.
error-E_PROMPT_INVALID-admin_usage = I did not understand that. /admin help shows what there is.
error-E_PROMPT_INVALID-option_spoiler = spoiler={ $value }: yes or no.
error-E_PROMPT_INVALID-option_unknown = There is no option “{ $value }”. There are: { $list }.
error-E_PROMPT_INVALID-no_photo = There is no photo to work on. Send one.
error-E_PROMPT_INVALID-not_for_photos = /{ $value } does nothing with a photo. Write what should change.
error-E_PROMPT_INVALID-same_ratio = The photo has this ratio already. Name another one, for example 16:9, or say by how much: “left 25 %”, “200 px on top”.
error-E_PROMPT_INVALID-sides_far = A side can grow by 100 % ({ $limit } px) at most: there has to be something to continue from.
error-E_PROMPT_INVALID-sides_none = Nothing would be added on any side. Say by how much, for example “left 25 %”.
error-E_PROMPT_INVALID-too_long = { $value } paints no picture that long; it makes { $list }. Add less, or choose another provider in Settings.
error-E_PROMPT_INVALID-mask_needed = Say or show first which part may change.
error-E_PROMPT_INVALID-mask_late = Pictures were made already. Send the photo again to begin anew.
error-E_PROMPT_INVALID-mask_alone = A mask needs its picture. Give both: image and mask.
error-E_PROMPT_INVALID-mask_unreadable = I can read no mask from this picture. Send a PNG that is transparent where something may change, a picture that is white there and black elsewhere, or a copy of the photo with that part marked in red.
error-E_INPUT_TOO_LARGE = That is too long: { $length } characters, { $limit } at most. Nothing was lost; shorten it and send it again.
error-E_INPUT_TOO_LARGE-picture_bytes = A picture has to be under { $limit } MB for { $model }.
error-E_INPUT_TOO_LARGE-picture_sides = A picture may have sides of { $limit } px for { $model }.
error-E_INPUT_TOO_LARGE-mask_bytes = A mask has to be under { $limit } MB for { $model }.
error-E_INPUT_TOO_LARGE-total_bytes = All pictures together have to be under { $limit } MB for { $model }.
error-E_INPUT_TOO_LARGE-too_large = That is too much for { $model }. Try with smaller pictures or fewer words.
error-E_INPUT_UNSUPPORTED = I cannot use this file here.
error-E_INPUT_UNSUPPORTED-task = { $model } cannot do that. Choose another provider in Settings.
error-E_INPUT_UNSUPPORTED-no_picture = There is no picture to work on.
error-E_INPUT_UNSUPPORTED-unreadable = The picture cannot be read. Send it as JPEG, PNG or WebP.
error-E_INPUT_UNSUPPORTED-mask_format = The mask has to be a PNG that is transparent where the picture may change.
error-E_INPUT_UNSUPPORTED-mask_size = The mask has { $mask } px, the picture { $picture }. They have to be equal.
error-E_STORAGE_IO = The bot cannot write to its disk. Its operator has to look; try again later.
error-E_NOT_ALLOWED = You may not do that here.
error-E_NOT_ALLOWED-blocked = The moderators of this chat have blocked you here. /privacy and /forgetme still work.
error-E_NOT_ALLOWED-groups_only = This is for groups. Here, /spend shows the caps and /settings your own choices.
error-E_NOT_ALLOWED-private_only = This is for our private chat only.
error-E_NOT_ALLOWED-moderators_only = Only this chat's moderators may do that.
error-E_NOT_ALLOWED-operators_only = Only the bot's operators may do that.
error-E_NOT_ALLOWED-unchecked = I could not ask whether you moderate this chat. Try again in a moment.
error-E_NOT_ALLOWED-not_blockable = Neither yourself nor the bot's operators can be blocked.
error-E_NOT_ALLOWED-over_ceiling = The bot's operator allows at most { $ceiling } here.
error-E_NOT_ALLOWED-off_needs_ceiling = A cap can only be off below a ceiling that the bot's operator has set. Set an amount instead.
error-E_NOT_FOUND = It is not there any more.
error-E_NOT_FOUND-person = I have met nobody called “{ $name }” yet. Answer one of their messages with /block, or use their number.
error-E_NOT_FOUND-applicant = Nobody with this id has asked to be let in.
error-E_CONFIG = The bot is not set up for that. Its operator has to look.
error-E_CANCELLED = Cancelled.
error-E_INTERNAL = Something went wrong inside the bot. It was written down.
error-some-model = The model
error-spent-no = Nothing was charged.
error-spent-yes = { $cost } was charged.
error-spent-unknown = It may have been charged; { $cost } is counted to be safe.
error-retry = Retry tries once more, at its own price.

# Photos
upload-empty = The file is empty: not one byte of it arrived. Send it again.
upload-bytes = The file is larger than 20 MB.
upload-sides = The picture is too large: each side may have 10,000 px, one may be 20 times the other, and decoded it may take 128 MB.
upload-svg = SVG is a drawing that can hold programs, so I do not open it.
upload-gif = GIF is not taken.
upload-tiff = TIFF is not taken.
upload-heic = HEIC is not taken here. Phones can save photos as JPEG, too.
upload-program = This is a program, not a picture.
upload-document = This is a document, not a picture.
upload-unknown = This is no picture that I know.
upload-mismatch = The file is of another kind than its name or type says. Give it its right name and send it again.
upload-broken = The picture is damaged and cannot be read.
upload-heavy = The picture needs too much memory or time to be read.
upload-accepted = I take JPEG, PNG, WebP and AVIF up to 20 MB.
tool-edit = Edit by words
tool-inpaint = Edit a part
tool-replace-background = New background
tool-remove-background = Remove background
tool-outpaint = Extend
tool-variations = Variations
tool-upscale = Upscale
tool-optimize-photo = Product photo
tool-describe = Describe
edit-impossible = None of the configured providers ({ $list }) can do “{ $tool }”: that takes one that { $need }. /models shows what each can.
edit-need-edit = edits pictures
edit-need-outpaint = edits or extends pictures
edit-need-upscale = enlarges pictures
edit-need-remove_background = cuts out backgrounds, or edits with transparency
edit-impossible-here = { $provider } cannot do “{ $tool }”. Choose another provider in Settings; /models shows what each can.
card-photo = { $tool } · photo { $width }×{ $height }
card-photo-masked = { $tool } · { $percent } % of photo { $width }×{ $height } may change
photo-here = Your photo is here ({ $width }×{ $height }), without its metadata.
photo-looking = Looking at your photo…
photo-ask = What shall I do with it? Reply to this message with what should change, or press:
photo-mask-hint = To change a part only: say which (“left half: …”, “only the sky: …”), or reply with a copy that has that part marked in red, or with a PNG that is transparent there.
mask-shown = Only the red part may change ({ $percent } % of the photo).
mask-from-alpha = It was transparent in what you sent.
mask-from-scribble = You marked it in red.
mask-from-words = Your words named it.
mask-from-white = It was white in your mask.
mask-from-named = You named “{ $thing }”, and a model outlined it: look whether it is right. If not, reply to the card with a copy that has the part marked in red.
part-unfound-nobody = “{ $thing }” has no outline: no model here can find a named part. As it is, the whole photo may change. To keep the rest, name a side (“left half: …”) or reply with a copy that has the part marked in red.
part-unfound-unseen = “{ $thing }” was not found in the photo. As it is, the whole photo may change. To keep the rest, name a side (“left half: …”) or reply with a copy that has the part marked in red.
part-unfound-failed = “{ $thing }” could not be outlined: the model that looks for parts failed. As it is, the whole photo may change. To keep the rest, name a side (“left half: …”) or reply with a copy that has the part marked in red.
part-unfound-budget = “{ $thing }” was not looked for: a spend cap is reached. As it is, the whole photo may change. To keep the rest, name a side (“left half: …”) or reply with a copy that has the part marked in red.
mask-from-added = It is what will be added around your photo. For another size, reply to this picture: “left 25 %”, “200 px on top”, “20 % all around”.
mask-rest = Everything else is put back to the pixel.
button-unmask = Whole photo
button-tools = Tools
button-export = Export
button-export-make = Export ({ $count })
button-like-this = Make one like this
tools-title = What shall I do with the photo?
tools-title-picture = What shall I do with picture { $index }?
ask-tool = Reply to this message. { $tool }: what should it be?
ask-part = Say which part, too: “the cup: blue”, “left half: a tree”.
export-title = Export picture { $index }
export-hint = Each press marks a size. Several at once come as a ZIP.
export-kept = Made from the original picture. The file stays here for 24 hours.
export-none = There is no picture to export yet.
describe-usage = Send a photo with the caption /describe, or reply to any picture with /describe.
command-export = Sizes for shops and networks
command-describe = What a picture shows, as a prompt

# Why
command-why = Why a picture has its score, item by item
menu-why = Why this score
button-why = Why
why-title = Picture { $index } · score { $score } · { $band }
why-beside-best = Beside it the best, picture { $index } · score { $score } · { $band }. What it misses:
why-beside = Beside it picture { $index } · score { $score } · { $band }. What it misses:
why-list-grew = Your words were added to the checklist between the two, so their scores do not compare.
why-legend = ✓ there · ✗ missing · ? in part, or two looks disagreed · bold: a must
why-none = No picture was judged here yet. Reply to one of my pictures with /why.

# Contact sheet
button-sheet = Contact sheet
sheet-caption = { $pictures ->
    [one] The picture of this session
   *[other] All { $pictures } pictures of this session; ★ is the best
  }

# Style
button-style = Style
styles-title = What kind of picture?
styles-hint = Each press puts words at the end of the prompt, or takes them away. They stay as they are in every round.
goal-examples = Or begin with one of these:

# Style notes
command-style = What you choose again and again: see it, delete it
notes-title = Your style notes in this chat
notes-empty = Nothing is noted yet. What you say about pictures in two sessions, and styles of pictures that you keep in two, is noted here.
notes-row = { $note } · { $count ->
    [one] 1 session
   *[other] { $count } sessions
  }
notes-hint = The card's Style offers your own words. A press deletes a note.
button-notes-clear = Delete all notes
