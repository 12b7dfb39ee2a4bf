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
help-reply = Reply to a picture to say what should change. The reply steers the next one.
help-options = After /imagine and /optimize you may write options: { $options }. For example: /imagine a boat at dusk aspect=16:9 preset=final
privacy-title = What is kept
privacy-body = Your wishes, prompts, pictures and settings are kept so that you can come back to them. Wishes, prompts and pictures go to the provider that makes or judges a picture, and to nobody else. /forgetme deletes all of it; the books keep amounts of money without a name.
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
iteration-judge-error = The judge could not look at it: { $reason }
iteration-suspicious = Text in the picture tried to talk to the judge. It was ignored.
iteration-model = { $model } · { $cost }
iteration-fell-back = fell back to { $model } · { $cost }
iteration-simulation = simulation · { $model } · { $cost }
iteration-kept = ★ kept by you

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
rerun-usage = Write the session's id after the command; /history lists them.
rerun-exists = This was made already. Here it is, free:
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
notice-cancelling = Stopping…
notice-kept = Kept as the best.
command-unknown = I do not know /{ $name }. /help lists the commands.
alert-overrun = Operators: in { $chat } a call cost { $actual }, but only { $estimate } was reserved for it. Its spending is frozen. Check the price data, then run: sfumato unfreeze { $chat }
alert-audit = Operators: the nightly audit found { $count } differences between the books and the counters; the log has them all. The first: { $first }
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
error-E_RATE_LIMITED = Too fast. Try again in { $seconds } s.
error-E_DUPLICATE = This session is at work already. Wait for it, or press Cancel.
error-E_AI_MODEL_UNAVAILABLE = { $model } is not available now.
error-E_AI_TIMEOUT = The provider did not answer in time.
error-E_AI_TIMEOUT-interrupted = The bot was restarted while the picture was being made, so nobody knows whether it was finished.
error-E_AI_REFUSED = The provider declined this wish by its content policy. Say it in another way with Edit.
error-E_AI_BAD_ANSWER = The provider's answer could not be used.
error-E_PROMPT_INVALID = { $reason }
error-E_INPUT_TOO_LARGE = That is too long: { $length } characters, { $limit } at most. Nothing was lost; shorten it and send it again.
error-E_INPUT_UNSUPPORTED = { $reason }
error-E_STORAGE_IO = The bot cannot write to its disk. Its operator has to look; try again later.
error-E_NOT_ALLOWED = You may not do that here.
error-E_NOT_FOUND = It is not there any more.
error-E_CONFIG = The bot is not set up for that: { $reason }
error-E_CANCELLED = Cancelled.
error-E_INTERNAL = Something went wrong inside the bot. It was written down.
error-spent-no = Nothing was charged.
error-spent-yes = { $cost } was charged.
error-spent-unknown = It may have been charged; { $cost } is counted to be safe.
error-retry = Retry tries once more, at its own price.

# Photos
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
edit-impossible = None of the configured providers can do “{ $tool }”. /models shows what each can.
edit-impossible-here = { $provider } cannot do “{ $tool }”. Choose another provider in Settings; /models shows what each can.
card-photo = { $tool } · photo { $width }×{ $height }
card-photo-masked = { $tool } · { $percent } % of photo { $width }×{ $height } may change
photo-here = Your photo is here ({ $width }×{ $height }), without its metadata.
photo-looking = Looking at your photo…
photo-ask = What shall I do with it? Reply to this message with what should change, or press:
photo-mask-hint = To change a part only: say which (“left half: …”), or reply with a copy that has that part marked in red, or with a PNG that is transparent there.
mask-shown = Only the red part may change ({ $percent } % of the photo).
mask-from-alpha = It was transparent in what you sent.
mask-from-scribble = You marked it in red.
mask-from-words = Your words named it.
mask-from-added = It is what will be added around your photo.
mask-rest = Everything else is put back to the pixel.
button-unmask = Whole photo
button-tools = Tools
button-export = Export
button-export-make = Export ({ $count })
button-like-this = Make one like this
tools-title = What shall I do with the photo?
tools-title-picture = What shall I do with picture { $index }?
ask-tool = Reply to this message. { $tool }: what should it be?
export-title = Export picture { $index }
export-hint = Each press marks a size. Several at once come as a ZIP.
export-kept = Made from the original picture. The file stays here for 24 hours.
export-none = There is no picture to export yet.
describe-usage = Send a photo with the caption /describe, or reply to one of my pictures with /describe.
command-export = Sizes for shops and networks
command-describe = What a picture shows, as a prompt
