# Commands
command-start = 这个机器人能做什么，附示例
command-help = 全部命令
command-privacy = 保存哪些内容、保存多久
command-imagine = 把愿望变成图片
command-optimize = 同上，并立即逐轮优化
command-settings = 您在本聊天中的默认设置
command-history = 您的会话
command-gallery = 您的图片
command-rerun = 重做一个会话
command-cancel = 停止您正在进行的任务
command-queue = 您的任务及排队位置
command-models = 谁能画图，价格多少
command-spend = 额度与已用金额
command-forgetme = 删除与您有关的一切
command-caps = 本聊天的额度：查看、设置、记录
command-pause = 暂停本聊天的付费任务
command-resume = 结束暂停
command-block = 禁止某人在本聊天使用
command-unblock = 重新允许某人使用
command-usage = 谁花了多少，附图表
command-defaults = 本聊天的服务商、预设与语言
command-admin = 运营者专用：状态、任务、准入

# Start, help, privacy
start-title = 写下您想看到的画面。
start-body = 我会把它变成提示词，并标明价格。按“接受”得到一张图片；按“优化”，我会一轮轮地画、评分、改进，您可以回复任意一张图片来指引方向。
start-examples = 试试其中一个：
example-1 = 黎明薄雾中的灯塔，水彩画
example-2 = 雪村上空的三只红气球
example-3 = 夜晚，一只狐狸在灯笼下看书
example-chip-1 = 雾中灯塔
example-chip-2 = 三只红气球
example-chip-3 = 看书的狐狸
help-title = 命令
help-moderators = 管理员专用
help-reply = 回复一张图片，说说要改什么，下一张就会照办。
help-options = /imagine 和 /optimize 后面可以写选项：{ $options }。例如：/imagine 黄昏的小船 aspect=16:9 preset=final
privacy-title = 保存的内容
privacy-body = 您的愿望、提示词、图片、设置和风格笔记（/style）会保存下来，方便您以后继续。愿望、提示词和图片只会发给负责绘制或评分的服务商，不会给其他人。/forgetme 会全部删除；账目中只保留不带姓名的金额。
goal-usage = 请在命令后写下您想看到的画面，例如：/{ $command } 雪地里的红狐狸

# The card
card-refining = 正在把愿望变成提示词…
card-goal = 您的愿望
card-prompt = 提示词
card-prompt-edited = 提示词（您已修改）
card-choice = { $provider } · { $aspect } · { $size } · { $preset }
card-assumptions = 我补充的内容：{ $list }
cap-name = { $scope }额度{ $period ->
    [day] ，今天
    [month] ，本月
   *[total] { "" }
  }
card-left = 剩余：{ $left } / { $cap }（{ $name }）
card-left-none = { $cap } 已全部用完（{ $name }）。
card-simulation = 模拟：“sketch”离线绘制，没有真实模型，也不花钱。
card-by-rule = 提示词助手没有给出可用的回答，因此直接使用您的原话。
card-cancelled = 已取消。没有为图片花钱。
card-closed = 已关闭。图片仍保留；用 /history 可以找回这个会话。
card-working = 进行中…
card-aspect-nearest = { $provider } 不支持 { $wanted }，改用最接近的 { $nearest }。
size-draft = ~512 px
size-final = ~1024 px
button-accept = 接受 · { $price }
button-optimize = 优化 ×{ $rounds } · { $price }
button-edit = 修改
button-settings = 设置
button-cancel = 取消
button-reset = 还原
button-confirm = 确认 · { $price }
button-keep = 选定
button-feedback = 反馈
button-reroll = 再画一次 · { $price }
button-original = 原图
button-copy = 复制提示词
button-retry = 重试
button-done = 完成
button-delete = 删除
button-rerun = 重做
button-open = 打开
button-generate-anyway = 仍然生成 · { $price }
button-newer = ◀ 较新
button-older = 较早 ▶
price-unknown = 价格未知
price-free = 免费

confirm-title = 这最多可能花费 { $price }。
confirm-body = { $cap } 中还剩 { $left }（{ $name }）。要继续吗？
confirm-done = 已确认。
confirm-body-uncapped = 要继续吗？

# Asking
ask-edit = 请回复本消息，写下修改后的提示词，带不带标记都可以。现在的提示词是：
ask-feedback = 请回复本消息：第 { $index } 张图片要改什么？
ask-negative = 请回复本消息，写下图片里不要出现的东西，或写“无”。
edit-done = 提示词已修改。您的愿望和最初的提示词都保留着：按“还原”即可恢复。
feedback-noted = 下一张图片会照办：“{ $text }”
feedback-noted-running = 收到，下一轮会照办：“{ $text }”
feedback-go = 按“优化”即可开始。

# Progress
progress-queued = 排队中（{ $place ->
    [one] 下一个
   *[other] 第 { $number } 位
  }）
progress-refining = 正在把愿望变成提示词
progress-revising = 改写提示词 { $round }/{ $rounds }
progress-generating = 绘制中 { $round }/{ $rounds }
progress-generating-single = 绘制中
progress-judging = 评分中 { $round }/{ $rounds }
progress-judging-single = 评分中
progress-summarizing = 正在总结
progress-waiting = 服务商请求稍候（{ $seconds } 秒）
progress-restarted = 重启后继续进行
progress-done = 完成 · { $pictures } 张图片 · { $cost }
progress-failed = 失败 · { $pictures ->
    [0] 没有图片
   *[other] { $pictures } 张图片
  }
progress-cancelled = 已取消 · { $pictures ->
    [0] 没有图片
   *[other] { $pictures } 张图片
  } · { $cost }
progress-stopped-budget = 额度用尽，已停止；这是目前的成果。
progress-stopped-provider = 服务商不再响应；这是目前的成果。
progress-stopped-target = 已达到目标分数。
progress-stopped-no-progress = 连续两次修改都没有变好，也没有新的办法可试。
progress-stopped-person = 您已结束。

# Iterations
iteration-score = { $place } · 评分 { $score }
iteration-score-change = { $place } · 评分 { $score }（{ $change }）
iteration-judging = { $place } · 评分中…
iteration-not-judged = { $place } · 未评分
iteration-place-single = 图片 { $index }
iteration-band = { $band ->
    [excellent] 优秀
    [good] 良好
    [fair] 尚可
   *[poor] 欠佳
  }
iteration-best = ★ 目前最佳
iteration-changed = 改动：{ $diff }
iteration-followed = 您说：“{ $feedback }”
iteration-failed = 缺少：{ $items }
iteration-not-better = 与目前最佳的图片正反两次对比，都没有胜出。
iteration-all-met = 清单上的要求全部满足。
iteration-judge-error = 这张图片未能评分。
iteration-suspicious = 图中的文字试图影响评分，已忽略。
iteration-model = { $model } · { $cost }
iteration-fell-back = 改由 { $model } 绘制 · { $cost }
iteration-simulation = 模拟 · { $model } · { $cost }
iteration-kept = ★ 您的选择
diff-another-draw = 提示词不变，再画一次
warning-no_seed = 这个模型不支持 seed：相同的数字不会得到相同的图片。
warning-other_aspect = 这个模型不支持 { $wanted }，已改用 { $taken }。
warning-no_transparency = 此模型不能生成透明背景。
warning-no_references = 这个模型不接受参考图片，已略去。
warning-some_references = 这个模型最多接受 { $count } 张图片，其余已略去。
warning-no_mask = 这个模型不接受蒙版，整张图片都可能改变。
warning-mask_put_back = 这个模型不接受蒙版。它看到的是整张图片，蒙版以外的部分已逐像素还原。
warning-hardly_changed = 蒙版内几乎没有变化。
warning-light_moved = 与照片相比：{ $tone ->
    [warmer] 更暖
    [cooler] 更冷
   *[other] 色温相同
}，{ $level ->
    [lighter] 更亮
    [darker] 更暗
   *[other] 亮度相同
}，{ $side ->
    [another] 光线来自另一侧
   *[other] 光线方向相同
}。
warning-left_out = 由于这个模型只接受较短的提示词，已略去：{ $blocks }。
warning-simulated_aspect = 模拟绘制使用 { $taken }，最接近 { $wanted }。
warning-own_words = 提示词助手没有给出可用的回答，因此直接使用您的原话。
warning-no_revision = 这一轮提示词助手没有给出可用的回答。

# Summary
summary-title = 最佳：图片 { $index }，评分 { $score }
summary-title-unjudged = 最佳：图片 { $index }
summary-prompt = 最终提示词
summary-table = 各轮结果
summary-row = { $index } · { $score } · { $diff }
summary-first = 第一张图片
summary-no-score = 未评分
summary-points = 有效的做法
summary-cost = 合计：{ $pictures } 张图片，{ $cost }

# Points made by rule
point-kept = “{ $diff }”{ $words ->
    [yes] 按您的话修改，已保留
   *[no] 已保留
  }{ $scored ->
    [yes] （{ $from } → { $to }）
   *[no] { "" }
  }。
point-lost = “{ $diff }”没有胜过最佳图片（评分 { $score }）。
point-best = 目前最佳是图片 { $index }：评分 { $score }，{ $band ->
    [excellent] 优秀
    [good] 良好
    [fair] 尚可
   *[poor] 欠佳
  }。
point-best_unscored = 目前最佳是图片 { $index }，但未能评分。
point-look_again = 再评一次分，就知道接下来该改什么。
point-complete = 清单上的要求全部满足：这类图片可以继续用这个提示词。
point-left = 还可以改进：{ $items }。
point-first_draw = 这是提示词的第一次绘制：同样的文字再画一次，可能更好，也可能更差。
point-count = 这个愿望共画了 { $count } 张图片；图片 { $index } 的提示词最值得保留。

# Lists
history-title = 您的会话
history-empty = 这里还没有内容。写下您想看到的画面吧。
gallery-caption = 您的第 { $place } 张图片 · { $goal }
gallery-empty = 还没有图片。
status-draft = 草稿
status-running = 进行中
status-done = 完成
status-failed = 失败
queue-title = 您的任务
queue-row-running = 进行中：{ $goal }
queue-row-queued = 排队第 { $place } 位：{ $goal }
queue-empty = 您没有正在进行的任务。
cancel-none = 您没有正在进行的任务。
cancel-done = 正在停止 { $count } 个任务。
models-title = 这里可用的画手
models-row = { $model } · 草图 { $draft } · 成图 { $final }
models-aspects = { $aspects }
models-can = 支持：{ $list }
models-seed = seed
models-negative = 反向提示词
models-edit = 修图
models-mask = 蒙版
models-transparency = 透明背景
models-simulation = 模拟，免费
rerun-usage = 请在命令后写会话编号；/history 中可以查到。
rerun-exists = 这个已经做过了，免费奉上：
deleted = 已删除。
spend-title = 额度与已用金额
spend-row = { $bar } { $scope }额度，{ $period }：{ $spent } / { $cap }
spend-row-free = { $scope }，{ $period }：{ $spent }（无上限）
spend-reserved = 其中为进行中的调用预留：{ $reserved }
scope-deployment = 全局
scope-chat = 本聊天
scope-person = 个人
scope-session = 会话
period-day = 今天
period-month = 本月
period-total = 总计

# Settings
settings-title = 本会话的设置
settings-title-own = 您在本聊天中的默认设置
settings-provider = 服务商：{ $value }
settings-aspect = 比例：{ $value }
settings-preset = 预设：{ $value }
settings-iterations = 轮数：{ $value }
settings-negative = 不要出现：{ $value }
settings-none = –
settings-hint = 每按一次，换到下一个选项。
language-name = 中文
settings-language = 语言：{ $value }
preset-draft = 草图
preset-final = 成图

# A chat's rules, for its moderators
caps-title = 本聊天的额度
caps-changed = 已更改：{ $cap }。
caps-session = 每个会话：{ $cap }
caps-person = 每人每天：{ $cap }
caps-ceiling = 运营者设定的上限：{ $list }
caps-paused = 已暂停：/resume 之前不接新任务。
caps-frozen = 已冻结：运营者查看之前，这里不再花钱。
caps-usage = 用 /caps daily 5、monthly 50、session 1 或 user 0.5 设置额度（美元）；写 default 恢复机器人的默认值。/caps log 查看谁改了什么。
cap-off = 不限
cap-default = 默认
capname-day = 每日额度
capname-month = 每月额度
capname-session = 会话额度
capname-person = 个人额度
changes-title = 更改记录（{ $zone }）
changes-empty = 这里还没有任何更改。
change-cap = { $cap } { $from } → { $to }
change-ceiling = { $cap }上限 { $from } → { $to }
change-pause = 暂停
change-resume = 结束暂停
change-block = 禁止 { $person } 使用
change-unblock = 重新允许 { $person } 使用
change-default = { $name }：{ $to }
change-freeze = 冻结支出
change-unfreeze = 解冻支出
change-approve = 准许本聊天使用
change-refuse = 拒绝本聊天使用
defaultname-provider = 服务商
defaultname-aspect = 比例
defaultname-preset = 预设
defaultname-language = 语言
defaultname-photos = 新人照片
defaultname-allow = 允许的服务商
defaultname-zone = 时区
pause-done = 已暂停。/resume 之前不接新任务；进行中的任务会在下一次付费调用前停下。
resume-done = 继续营业，欢迎许愿。
block-done = 已禁止 { $name } 在本聊天使用。用 /unblock 可撤销。
block-title = 已禁止使用
block-none = 没有人。
block-usage = 要禁止某人，请用 /block 回复其消息，或写出名字：/block @名字。
unblock-done = { $name } 可以重新在这里使用机器人了。
unblock-not = { $name } 本来就没有被禁止。
usage-title = 谁花了多少
usage-empty = 本月这里还没有花费。
usage-row = { $rank }. { $name }：今天 { $day }，本月 { $month } · { $pictures } 张图片
usage-others = 另外 { $count } 人：本月 { $month }
usage-forgotten = 某人
usage-chart = { $month }：{ $total } / { $cap }
usage-chart-free = { $month }：{ $total }
usage-chart-earlier = 本月早些时候
usage-chart-others = 另外 { $count } 人
defaults-title = 本聊天的默认设置
defaults-zone = 每天从 { $zone } 的零点开始；更改：/defaults zone Asia/Shanghai。
defaults-allowed = ✓ 表示这里可以使用的服务商。
defaults-hint = 每按一次，换到下一个选项。每个人都可以在 /settings 中另选。
defaults-language-auto = 跟随各人
defaults-photos-yes = 接受新人照片：是
defaults-photos-no = 接受新人照片：否
defaults-one-must-stay = 至少要保留一个服务商。
photo-strangers = 管理员设定：在这里还没画过图的人不能发照片。请先用文字开始：/imagine。

# Access and operators
access-wait = 您好！需要先有人准许我在这里工作。我已经去问了，一有消息就告诉您。
access-approved = 可以开始了。写下您想看到的画面，或按 /start。
access-refused = 抱歉，运营者决定不在这里开放这个机器人。
access-asks-group = 群组“{ $name }”想使用机器人。
access-asks-person = { $name } 想使用机器人。
access-approved-by = { $name }：{ $operator } 已准许。
access-refused-by = { $name }：{ $operator } 已拒绝。
access-noted = 收到。
button-approve = 准许
button-refuse = 拒绝
admin-title = 运行状态
admin-jobs = 进行中 { $running }，排队 { $queued }
admin-disk = 磁盘剩余 { $free } GB（{ $percent }%）
admin-providers = 服务商
admin-spent = 今日支出（UTC)
admin-spent-none = 无
admin-waiting = 等待准入
admin-more = /admin help 可查看其他功能。
admin-usage-title = /admin 的用法
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
admin-jobs-title = 最近的任务
admin-jobs-none = 还没有任务。
admin-done = 完成。
admin-retried = 已受理，任务 { $id }。
admin-disabled = { $provider } 已停用：不再有新的调用。
admin-enabled = { $provider } 已重新启用。
providerstate-up = 正常
providerstate-down = 无响应
providerstate-disabled = 已停用
providerstate-failed = 最近一小时 { $calls } 次中有 { $errors } % 失败
providerstate-time = 每次 { $seconds } 秒

# Forget me
forget-question = 您在这里的愿望、提示词、图片和设置将被永久删除，进行中的任务会停止。账目中只保留不带姓名的金额。
button-forget = 删除我的一切
forget-done = 完成。除了不带姓名的金额，您的一切都已删除。

# Presses
notice-stranger = 这是 { $name } 的。用 /imagine 开始您自己的吧。
notice-stranger-plain = 这是别人的。用 /imagine 开始您自己的吧。
notice-unknown = 这个按钮已失效。请重新写下愿望，或查看 /history。
notice-used = 已经完成了。
notice-started = 开始了。
notice-cancelling = 正在停止…
notice-kept = 已选为最佳。
flood-notice = 太快了，我读不过来。请停十秒再继续。
command-unknown = 我不认识 /{ $name }。全部命令见 /help。
alert-overrun = 致运营者：{ $chat } 的一次调用花费 { $actual }，但只预留了 { $estimate }。该聊天的支出已冻结。请核对价格数据，然后：/admin unfreeze { $chat }
alert-audit = 致运营者：夜间对账发现账目与计数有 { $count } 处不符，详见日志。第一处：{ $first }
alert-down = 致运营者：{ $provider } 连续多次失败。用 /admin 查看状态。
alert-disk = 致运营者：存放图片的磁盘只剩 { $free } GB。
alert-provider = 致运营者：{ $provider } 不接受我们的密钥或账户（{ $reason }）。修复之前，用户会看到“不可用”。

# Errors
error-E_BUDGET_BLOCKED = { $scope }额度（{ $period }）{ $cap } 还剩 { $left }，而这次最多需要 { $needed }。{ $reset }{ $who }
budget-resets = { $when } 重置。
budget-never-resets = 它不会自动重置。
budget-who-deployment = 机器人的运营者可以提高它。
budget-who-chat = 本聊天的管理员可以提高它。
budget-who-person = 本聊天的管理员可以提高它。
budget-who-session = 请开始新的会话，或请本聊天的管理员提高它。
error-E_BUDGET_BLOCKED-frozen = 本聊天的支出已冻结，等待运营者查看：有一次调用的花费超过了预留金额。
error-E_BUDGET_BLOCKED-paused = 管理员已暂停本聊天的新任务，用 /resume 可以继续。
error-E_RATE_LIMITED = 太快了，请 { $seconds } 秒后再试。
error-E_DUPLICATE = 这个会话正在进行中。请稍等，或按“取消”。
error-E_AI_MODEL_UNAVAILABLE = { $model } 现在不可用。
error-E_AI_MODEL_UNAVAILABLE-not_allowed = 本聊天不允许使用 { $model }。请在设置中另选服务商。
error-E_AI_MODEL_UNAVAILABLE-disabled = { $model } 现已停用。请在设置中另选服务商。
error-E_AI_TIMEOUT = 服务商没有及时回应。
error-E_AI_TIMEOUT-interrupted = 绘制图片时机器人重启了，无法知道图片是否已经完成。
error-E_AI_REFUSED = 服务商按其内容规则拒绝了这个愿望。请用“修改”换个说法。
error-E_AI_BAD_ANSWER = 服务商的回答无法使用。
error-E_PROMPT_INVALID = 这样我无法处理，请换一种说法。
error-E_PROMPT_INVALID-empty_goal = 写下您想看到的画面。
error-E_PROMPT_INVALID-empty_prompt = 提示词是空的。请写下图片里要有什么。
error-E_PROMPT_INVALID-no_prompt = 还没有提示词。写下您想看到的画面。
error-E_PROMPT_INVALID-prompt = 服务商不接受这个提示词。请用“修改”换个说法。
error-E_PROMPT_INVALID-prompt_too_long = 提示词有 { $length } 个字符，这个模型最多接受 { $limit } 个。请用“修改”缩短。
error-E_PROMPT_INVALID-option_provider = provider={ $value }：请从 { $list } 中选择。
error-E_PROMPT_INVALID-option_aspect = aspect={ $value }：请写成 宽:高，例如 16:9。
error-E_PROMPT_INVALID-option_preset = preset={ $value }：请从 { $list } 中选择。
error-E_PROMPT_INVALID-option_iterations = iterations={ $value }：请写 1 到 { $limit } 的整数。
error-E_PROMPT_INVALID-option_negative = negative：最多 1000 个字符。
error-E_PROMPT_INVALID-option_seed = seed={ $value }：请写 0 到 2147483647 的整数。
error-E_PROMPT_INVALID-block_unknown = 没有名为“{ $block }”的段落。
error-E_PROMPT_INVALID-block_twice = 段落“{ $block }”出现了两次。
error-E_PROMPT_INVALID-block_open = 每个段落都要有 FLEX_BEGIN 行和 FLEX_END 行，段落之外不能有文字。
error-E_PROMPT_INVALID-amount = “{ $value }”不是金额。请写美元数，例如 5 或 0.50，或写 off。
error-E_PROMPT_INVALID-caps_usage = 请写 /caps、/caps log，或额度加金额：/caps daily 5。
error-E_PROMPT_INVALID-zone_usage = 请在后面写时区：/defaults zone Asia/Shanghai。
error-E_PROMPT_INVALID-admin_usage = 没看懂。/admin help 可查看用法。
error-E_PROMPT_INVALID-option_spoiler = spoiler={ $value }：请写 yes 或 no。
error-E_PROMPT_INVALID-option_unknown = 没有选项“{ $value }”。可用的有：{ $list }。
error-E_PROMPT_INVALID-no_photo = 没有可处理的照片，请发送一张。
error-E_PROMPT_INVALID-not_for_photos = /{ $value } 不能用于照片。请写下要改动什么。
error-E_PROMPT_INVALID-same_ratio = 照片已经是这个比例了。请换一个，例如 16:9，或说明加多少：“左侧 25 %”、“上方 200 像素”。
error-E_PROMPT_INVALID-sides_far = 每一边最多增加 100 %（{ $limit } px）：总得有可以延续的内容。
error-E_PROMPT_INVALID-sides_none = 哪一边都不会增加。请说明加多少，例如“左侧 25 %”。
error-E_PROMPT_INVALID-too_long = { $value } 画不了这么长的图；它能做 { $list }。请少加一些，或在设置里换一个提供方。
error-E_PROMPT_INVALID-mask_needed = 请先说明或标出哪一部分可以改动。
error-E_PROMPT_INVALID-mask_late = 已经生成过图片了。请重新发送照片再开始。
error-E_PROMPT_INVALID-mask_alone = 蒙版需要对应的图片。请同时提供 image 和 mask。
error-E_PROMPT_INVALID-mask_unreadable = 无法从这张图片读出蒙版。请发送一张在可改动处透明的 PNG、一张该处为白其余为黑的图，或一张用红色标出该部分的照片副本。
error-E_INPUT_TOO_LARGE = 太长了：{ $length } 个字符，最多 { $limit } 个。内容没有丢失，请缩短后重新发送。
error-E_INPUT_TOO_LARGE-picture_bytes = { $model } 要求图片小于 { $limit } MB。
error-E_INPUT_TOO_LARGE-picture_sides = { $model } 要求图片边长不超过 { $limit } 像素。
error-E_INPUT_TOO_LARGE-mask_bytes = { $model } 要求蒙版小于 { $limit } MB。
error-E_INPUT_TOO_LARGE-total_bytes = { $model } 要求所有图片合计小于 { $limit } MB。
error-E_INPUT_TOO_LARGE-too_large = 这超出了 { $model } 的限制。请使用更小的图片或更少的文字。
error-E_INPUT_UNSUPPORTED = 这个文件在这里无法使用。
error-E_INPUT_UNSUPPORTED-task = { $model } 做不到。请在设置中另选服务商。
error-E_INPUT_UNSUPPORTED-no_picture = 没有可处理的图片。
error-E_INPUT_UNSUPPORTED-unreadable = 无法读取这张图片。请以 JPEG、PNG 或 WebP 发送。
error-E_INPUT_UNSUPPORTED-mask_format = 蒙版须为 PNG，可改动处透明。
error-E_INPUT_UNSUPPORTED-mask_size = 蒙版为 { $mask } 像素，图片为 { $picture } 像素，两者必须相同。
error-E_STORAGE_IO = 机器人无法写入磁盘，需要运营者处理；请稍后再试。
error-E_NOT_ALLOWED = 您在这里不能这样做。
error-E_NOT_ALLOWED-blocked = 本聊天的管理员已禁止您在这里使用。/privacy 和 /forgetme 仍然可用。
error-E_NOT_ALLOWED-groups_only = 这是群组专用的。在这里，/spend 查看额度，/settings 设置您的选项。
error-E_NOT_ALLOWED-private_only = 这只能在私聊中使用。
error-E_NOT_ALLOWED-moderators_only = 只有本聊天的管理员可以这样做。
error-E_NOT_ALLOWED-operators_only = 只有机器人的运营者可以这样做。
error-E_NOT_ALLOWED-unchecked = 暂时无法确认您是不是本聊天的管理员，请稍后再试。
error-E_NOT_ALLOWED-not_blockable = 不能禁止自己，也不能禁止机器人的运营者。
error-E_NOT_ALLOWED-over_ceiling = 运营者规定这里最多 { $ceiling }。
error-E_NOT_ALLOWED-off_needs_ceiling = 只有在运营者设定了上限之后，才能取消额度。请改为填写金额。
error-E_NOT_FOUND = 它已经不在了。
error-E_NOT_FOUND-person = 我还没见过叫“{ $name }”的人。请用 /block 回复其消息，或写其编号。
error-E_NOT_FOUND-applicant = 没有这个编号的准入申请。
error-E_CONFIG = 机器人没有为此设置好，需要运营者处理。
error-E_CANCELLED = 已取消。
error-E_INTERNAL = 机器人内部出了问题，已经记录下来。
error-some-model = 该模型
error-spent-no = 没有扣费。
error-spent-yes = 已扣费 { $cost }。
error-spent-unknown = 可能已扣费；为稳妥起见，按 { $cost } 计入。
error-retry = 按“重试”会再试一次，费用另计。

error-E_AI_MODEL_UNAVAILABLE-incapable = 这里配置的模型都做不到。
error-lacking = { $model }：不支持{ $list }。
lack-edit = 修改图片
lack-outpaint = 扩展画面
lack-upscale = 放大
lack-remove_background = 去除背景
lack-masks = 蒙版
lack-transparency = 透明背景
lack-pictures = { $pictures } 张图片（最多 { $room } 张）
error-all-models = 目前没有模型能完成。已尝试：{ $models }。
level-free = 免费
level-high = 高价
level-low = 低价
level-med = 中价
level-unknown = 价格未知
models-down = 不可用 · 最近一小时 { $calls } 次中有 { $errors } % 失败
models-quiet = 最近一小时没有调用
models-references = 最多 { $count } 张输入图片
models-up = 可用 · 每张 { $seconds } 秒 · 最近一小时 { $calls } 次中有 { $errors } % 失败
notice-same-joined = 已经在生成了，完成后也会给你。
notice-same-shown = 这张图已经有了，所以免费。
preset-level = { $preset }（{ $level }）
same-failed = 正在生成的那张图没有成功。{ $why }
same-joined = 同样的图正在生成，完成后也会显示在这里，不收费。

choice-no = 否
choice-yes = 是
form-edit = 修改提示词
form-feedback = 对第 { $index } 张图的意见
form-feedback-field = 要改什么？
form-feedback-hint = 例如：{ $missed }
form-mask-field = 蒙版
form-negative = 图中不要出现
form-negative-field = 图中不能有什么
form-picture = 优化这张图
form-picture-field = 要改什么？
menu-describe = 描述
menu-optimize = 优化这张图
missing-permissions = 我在这里缺少权限。服务器管理者可以授予我：{ $list }
option-aspect = 宽高比，例如 16:9
option-goal = 你想看到什么
option-id = 会话编号；用 /history 查看
option-image = 用来开始的图片
option-iterations = 优化的轮数
option-mask = 可改动处：黑底上的白色、透明，或用红色标出的副本
option-negative = 图中不能有什么
option-preset = 草图小而便宜，成图更大
option-provider = 由谁来画
option-spoiler = 遮住图片，点按后才显示
option-sizes = 尺寸，用空格分隔；留空则显示菜单
option-words = 要做什么；留空则显示现状

# Photos
upload-empty = 文件是空的，没有收到任何内容。请重新发送。
upload-bytes = 文件超过 20 MB。
upload-sides = 图片太大：每边最多 10,000 像素，一边最多是另一边的 20 倍，解码后最多占 128 MB。
upload-svg = SVG 里可能带有程序，所以我不打开。
upload-gif = 不接受 GIF。
upload-tiff = 不接受 TIFF。
upload-heic = 这里不接受 HEIC。手机也可以把照片存成 JPEG。
upload-program = 这是程序，不是图片。
upload-document = 这是文档，不是图片。
upload-unknown = 这不是我认识的图片。
upload-mismatch = 文件的内容与它的名称或类型不符。请改成正确的名称再发一次。
upload-broken = 图片已损坏，无法读取。
upload-heavy = 读取这张图片需要太多内存或时间。
upload-accepted = 我接受 20 MB 以内的 JPEG、PNG、WebP 和 AVIF。
tool-edit = 用文字修改
tool-inpaint = 修改局部
tool-replace-background = 换背景
tool-remove-background = 去背景
tool-outpaint = 扩展画面
tool-variations = 变体
tool-upscale = 放大
tool-optimize-photo = 商品照
tool-describe = 描述
edit-impossible = 已配置的提供商（{ $list }）都不会“{ $tool }”：需要能{ $need }的提供商。/models 可查看各自的能力。
edit-need-edit = 编辑图片
edit-need-outpaint = 编辑或扩展图片
edit-need-upscale = 放大图片
edit-need-remove_background = 去除背景或以透明背景编辑
edit-impossible-here = { $provider } 不会“{ $tool }”。请在设置中选择其他提供商；/models 可查看各自的能力。
card-photo = { $tool } · 照片 { $width }×{ $height }
card-photo-masked = { $tool } · 照片 { $width }×{ $height } 中 { $percent } % 可以改变
photo-here = 你的照片在这里（{ $width }×{ $height }），已去除元数据。
photo-looking = 正在看你的照片…
photo-ask = 要我怎么处理？回复这条消息说明要改什么，或按：
photo-mask-hint = 只改一部分：说明是哪里（“左半边：…”、“只改天空：…”），或回复一张用红色标出该处的副本，或该处透明的 PNG。
mask-shown = 只有红色部分可以改变（照片的 { $percent } %）。
mask-from-alpha = 你发来的图在那里是透明的。
mask-from-scribble = 你用红色标了出来。
mask-from-words = 你的话指明了它。
mask-from-white = 你的蒙版在那里是白色的。
mask-from-named = 你说的是“{ $thing }”，模型勾出了它：请看看对不对。若不对，请用一张以红色标出该处的副本回复卡片。
part-unfound-nobody = “{ $thing }”没有轮廓：这里没有能找出所说部分的模型。照现在这样，整张照片都可能改变。若要保留其余部分，请说出方位（“左半边：…”），或回复一张用红色标出该处的副本。
part-unfound-unseen = 照片里没有找到“{ $thing }”。照现在这样，整张照片都可能改变。若要保留其余部分，请说出方位（“左半边：…”），或回复一张用红色标出该处的副本。
part-unfound-failed = 没能勾出“{ $thing }”：负责寻找的模型出错了。照现在这样，整张照片都可能改变。若要保留其余部分，请说出方位（“左半边：…”），或回复一张用红色标出该处的副本。
part-unfound-budget = 没有寻找“{ $thing }”：已达到花费上限。照现在这样，整张照片都可能改变。若要保留其余部分，请说出方位（“左半边：…”），或回复一张用红色标出该处的副本。
mask-from-added = 这是将要加在照片四周的部分。要别的大小，请回复这张图：“左侧 25 %”、“上方 200 像素”、“四周 20 %”。
mask-rest = 其余部分逐像素还原。
button-unmask = 整张照片
button-tools = 工具
button-export = 导出
button-export-make = 导出（{ $count }）
button-like-this = 画一张这样的
tools-title = 要怎么处理这张照片？
tools-title-picture = 要怎么处理第 { $index } 张图？
ask-tool = 请回复这条消息。{ $tool }：要什么样的？
ask-part = 也请说明是哪一部分：“杯子：蓝色”、“左半边：一棵树”。
export-title = 导出第 { $index } 张图
export-hint = 每按一次标记一个尺寸。多个会打包成 ZIP。
export-kept = 由原图生成。文件在这里保存 24 小时。
export-none = 还没有可导出的图。
describe-usage = 发送照片并附上 /describe，或用 /describe 回复任意一张图。
command-export = 适合商店和社交网络的尺寸
command-describe = 把图中内容写成提示词

# 为什么
command-why = 逐项说明图片为何得此评分
menu-why = 为何得此评分
button-why = 为什么
why-title = 图片 { $index } · 评分 { $score } · { $band }
why-beside-best = 对比最佳的图片 { $index } · 评分 { $score } · { $band }。它的不足：
why-beside = 对比图片 { $index } · 评分 { $score } · { $band }。它的不足：
why-list-grew = 两张图之间清单加入了您的要求，因此评分不可直接比较。
why-legend = ✓ 有 · ✗ 没有 · ? 部分满足，或两次判断不一 · 粗体为必须项
why-none = 这里还没有评过分的图片。请用 /why 回复我的一张图。

# 总览图
button-sheet = 总览图
sheet-caption = 本次会话的 { $pictures } 张图片；★ 为最佳

# 风格
button-style = 风格
styles-title = 要什么样的图片？
styles-hint = 每按一次，就在提示词末尾加上或去掉几句话；各轮都保持不变。
goal-examples = 或者从其中一个开始：

# 风格笔记
command-style = 您一再选择的风格：查看与删除
notes-title = 您在本聊天的风格笔记
notes-empty = 还没有记录。您在两次会话中对图片说过的话，以及两次选定的图片风格，会记在这里。
notes-row = { $note } · { $count } 次会话
notes-hint = 卡片上的“风格”会提供您自己的话。按一下即可删除一条笔记。
button-notes-clear = 删除全部笔记
