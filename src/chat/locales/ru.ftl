# Commands
command-start = Что умеет бот, с примерами
command-help = Все команды
command-privacy = Что хранится и как долго
command-imagine = Превратить желание в картинку
command-optimize = То же, и сразу улучшать по раундам
command-settings = Ваши настройки в этом чате
command-history = Ваши сессии
command-gallery = Ваши картинки
command-rerun = Повторить сессию
command-cancel = Остановить всё, что у вас идёт
command-queue = Ваши задания и место в очереди
command-models = Кто умеет рисовать и почём
command-spend = Лимиты и сколько израсходовано
command-forgetme = Удалить всё, что о вас известно
command-caps = Лимиты чата: показать, изменить, история
command-pause = Приостановить платную работу в чате
command-resume = Продолжить после паузы
command-block = Закрыть кому-то доступ в этом чате
command-unblock = Вернуть кому-то доступ
command-usage = Кто сколько потратил, с диаграммой
command-defaults = Провайдер, пресет и язык чата
command-admin = Для операторов: состояние, задания, доступ

# Start, help, privacy
start-title = Напишите, что хотите увидеть.
start-body = Я превращу это в промпт и покажу его вместе с ценой. Нажмите «Принять», и будет одна картинка. Нажмите «Улучшить», и я буду рисовать, оценивать и улучшать раунд за раундом, а вы направляйте меня ответами на картинки.
start-examples = Попробуйте один из примеров:
example-1 = Маяк в тумане на рассвете, акварель
example-2 = Три красных воздушных шара над заснеженной деревней
example-3 = Лиса ночью читает книгу под фонарём
example-chip-1 = Маяк в тумане
example-chip-2 = Три красных шара
example-chip-3 = Лиса с книгой
help-title = Команды
help-moderators = Для модераторов
help-reply = Ответьте на картинку и скажите, что изменить. Ответ направит следующую.
help-options = После /imagine и /optimize можно указать параметры: { $options }. Например: /imagine лодка в сумерках aspect=16:9 preset=final
privacy-title = Что хранится
privacy-body = Ваши желания, промпты, картинки, настройки и заметки о стиле (/style) хранятся, чтобы к ним можно было вернуться. Желания, промпты и картинки получает провайдер, который рисует или оценивает картинку, и больше никто. /forgetme удаляет всё это; в учёте остаются только суммы без имени.
goal-usage = Напишите после команды, что хотите увидеть, например: /{ $command } рыжая лиса на снегу

# The card
card-refining = Превращаю ваше желание в промпт…
card-goal = Ваше желание
card-prompt = Промпт
card-prompt-edited = Промпт (изменён вами)
card-choice = { $provider } · { $aspect } · { $size } · { $preset }
card-assumptions = Добавлено мной: { $list }
cap-name = { $scope }{ $period ->
    [day] , сегодня
    [month] , в этом месяце
   *[total] { "" }
  }
card-left = Осталось: { $left } из { $cap } ({ $name })
card-left-none = Из { $cap } ничего не осталось ({ $name }).
card-simulation = Симуляция: «sketch» рисует без сети. Ни настоящей модели, ни расходов.
card-by-rule = Полезного ответа от автора промптов не было, поэтому промптом стали ваши собственные слова.
card-cancelled = Отменено. На картинки ничего не потрачено.
card-closed = Закрыто. Картинки остаются; вернуться к этой сессии можно через /history.
card-working = Работаю…
card-aspect-nearest = { $provider } не делает { $wanted }; взято ближайшее: { $nearest }.
size-draft = ~512 px
size-final = ~1024 px
button-accept = Принять · { $price }
button-optimize = Улучшить ×{ $rounds } · { $price }
button-edit = Изменить
button-settings = Настройки
button-cancel = Отмена
button-reset = Сбросить
button-confirm = Подтвердить · { $price }
button-keep = Оставить
button-feedback = Отзыв
button-reroll = Ещё раз · { $price }
button-original = Оригинал
button-copy = Копировать промпт
button-retry = Повторить
button-done = Готово
button-delete = Удалить
button-rerun = Заново
button-open = Открыть
button-generate-anyway = Всё равно нарисовать · { $price }
button-newer = ◀ Новее
button-older = Старее ▶
price-unknown = цена неизвестна
price-free = бесплатно

confirm-title = Это может стоить до { $price }.
confirm-body = Осталось { $left } из { $cap } ({ $name }). Продолжить?
confirm-done = Подтверждено.
confirm-body-uncapped = Продолжить?

# Asking
ask-edit = Ответьте на это сообщение промптом, каким он должен стать, с пометками или без. Сейчас он такой:
ask-feedback = Ответьте на это сообщение: что изменить в картинке { $index }?
ask-negative = Ответьте на это сообщение, чего не должно быть на ваших картинках, или напишите «нет».
edit-done = Промпт изменён. Ваше желание и первый промпт сохранены: «Сбросить» их вернёт.
feedback-noted = Учту в следующей картинке: «{ $text }»
feedback-noted-running = Принято. Учту в следующем раунде: «{ $text }»
feedback-go = Нажмите «Улучшить», и я возьмусь за дело.

# Progress
progress-queued = в очереди ({ $place ->
    [one] следующее
   *[other] { $number }-е
  })
progress-refining = превращаю желание в промпт
progress-revising = правлю промпт { $round }/{ $rounds }
progress-generating = рисую { $round }/{ $rounds }
progress-generating-single = рисую
progress-judging = оцениваю { $round }/{ $rounds }
progress-judging-single = оцениваю
progress-summarizing = подвожу итоги
progress-waiting = провайдер попросил подождать ({ $seconds } с)
progress-restarted = продолжаю после перезапуска
progress-done = Готово · { $pictures ->
    [one] { $pictures } картинка
    [few] { $pictures } картинки
   *[many] { $pictures } картинок
  } · { $cost }
progress-failed = Не вышло · { $pictures ->
    [0] ни одной картинки
    [one] { $pictures } картинка
    [few] { $pictures } картинки
   *[many] { $pictures } картинок
  }
progress-cancelled = Отменено · { $pictures ->
    [0] ни одной картинки
    [one] { $pictures } картинка
    [few] { $pictures } картинки
   *[many] { $pictures } картинок
  } · { $cost }
progress-stopped-budget = Остановлено из-за лимита; вот что успело получиться.
progress-stopped-provider = Провайдер перестал отвечать; вот что успело получиться.
progress-stopped-target = Нужная оценка достигнута.
progress-stopped-no-progress = Две правки подряд не помогли, и новых идей не осталось.
progress-stopped-person = Завершено вами.

# Iterations
iteration-score = { $place } · оценка { $score }
iteration-score-change = { $place } · оценка { $score } ({ $change })
iteration-judging = { $place } · оцениваю…
iteration-not-judged = { $place } · без оценки
iteration-place-single = картинка { $index }
iteration-band = { $band ->
    [excellent] отлично
    [good] хорошо
    [fair] неплохо
   *[poor] слабо
  }
iteration-best = ★ пока лучшая
iteration-changed = Изменено: { $diff }
iteration-followed = Вы сказали: «{ $feedback }»
iteration-failed = Не хватает: { $items }
iteration-not-better = В сравнении с лучшей, в обоих порядках, она не победила.
iteration-all-met = Всё из списка на месте.
iteration-judge-error = Оценить картинку не удалось.
iteration-suspicious = Текст на картинке пытался уговорить судью. Он не учтён.
iteration-model = { $model } · { $cost }
iteration-fell-back = вместо неё нарисовала { $model } · { $cost }
iteration-simulation = симуляция · { $model } · { $cost }
iteration-kept = ★ выбрана вами
diff-another-draw = тот же промпт, новая попытка
warning-no_seed = Эта модель не принимает seed: с тем же числом выйдет другая картинка.
warning-other_aspect = Эта модель не делает { $wanted }; взято { $taken }.
warning-no_transparency = Эта модель не умеет делать прозрачный фон.
warning-no_references = Эта модель не берёт картинок-образцов, они опущены.
warning-some_references = Эта модель берёт не больше { $count } из присланных картинок, остальные опущены.
warning-no_mask = Эта модель не берёт маску, так что измениться может вся картинка.
warning-mask_put_back = Эта модель не берёт маску. Ей показали всю картинку, а всё вне маски вернули до пикселя.
warning-hardly_changed = Внутри маски почти ничего не изменилось.
warning-light_moved = По сравнению с фото: { $tone ->
    [warmer] теплее
    [cooler] холоднее
   *[other] та же теплота
}, { $level ->
    [lighter] светлее
    [darker] темнее
   *[other] та же яркость
}, { $side ->
    [another] свет с другой стороны
   *[other] свет с той же стороны
}.
warning-left_out = Опущено, потому что эта модель берёт промпты покороче: { $blocks }.
warning-simulated_aspect = Симуляция рисует { $taken }, ближайшее к { $wanted }.
warning-own_words = Полезного ответа от автора промптов не было, поэтому промптом стали ваши собственные слова.
warning-no_revision = В этом раунде полезного ответа от автора промптов не было.

# Summary
summary-title = Лучшая: картинка { $index }, оценка { $score }
summary-title-unjudged = Лучшая: картинка { $index }
summary-prompt = Итоговый промпт
summary-table = Раунды
summary-row = { $index } · { $score } · { $diff }
summary-first = первая картинка
summary-no-score = без оценки
summary-points = Что сработало
summary-cost = Итого: { $cost } за { $pictures ->
    [one] { $pictures } картинку
    [few] { $pictures } картинки
   *[many] { $pictures } картинок
  }

# Points made by rule
point-kept = «{ $diff }»: { $words ->
    [yes] сделано по вашим словам и оставлено
   *[no] оставлено
  }{ $scored ->
    [yes] { " " }({ $from } → { $to })
   *[no] { "" }
  }.
point-lost = «{ $diff }»: не превзошло лучшую картинку (оценка { $score }).
point-best = Пока лучшая картинка — { $index }: оценка { $score }, { $band ->
    [excellent] отлично
    [good] хорошо
    [fair] неплохо
   *[poor] слабо
  }.
point-best_unscored = Пока лучшая картинка — { $index }; оценить её не удалось.
point-look_again = Ещё один взгляд судьи подскажет, что менять дальше.
point-complete = Всё из списка на месте: этот промпт пригодится для похожих картинок.
point-left = Осталось улучшить: { $items }.
point-first_draw = Это первая попытка: с теми же словами другая может выйти лучше или хуже.
point-count = По этому желанию { $count ->
    [one] сделана { $count } картинка
    [few] сделано { $count } картинки
   *[many] сделано { $count } картинок
  }; сохраните промпт картинки { $index }.

# Lists
history-title = Ваши сессии
history-empty = Здесь пока пусто. Напишите, что хотите увидеть.
gallery-caption = { $place } из ваших картинок · { $goal }
gallery-empty = Картинок пока нет.
status-draft = черновик
status-running = в работе
status-done = готово
status-failed = не вышло
queue-title = Ваши задания
queue-row-running = в работе: { $goal }
queue-row-queued = { $place }-е в очереди: { $goal }
queue-empty = У вас сейчас ничего не идёт.
cancel-none = У вас сейчас ничего не идёт.
cancel-done = { $count ->
    [one] Останавливаю { $count } задание.
    [few] Останавливаю { $count } задания.
   *[many] Останавливаю { $count } заданий.
  }
models-title = Кто здесь рисует
models-row = { $model } · { $draft } черновик · { $final } чистовик
models-aspects = { $aspects }
models-can = умеет: { $list }
models-seed = seed
models-negative = негативный промпт
models-edit = правка картинок
models-mask = маски
models-transparency = прозрачность
models-simulation = симуляция, бесплатно
rerun-usage = Напишите после команды номер сессии; он есть в /history.
rerun-exists = Это уже сделано. Вот оно, бесплатно:
deleted = Удалено.
spend-title = Лимиты и расход
spend-row = { $bar } { $scope }, { $period }: { $spent } из { $cap }
spend-row-free = { $scope }, { $period }: не задан, потрачено { $spent }
spend-reserved = из них отложено на идущие вызовы: { $reserved }
scope-deployment = общий лимит
scope-chat = лимит чата
scope-person = личный лимит
scope-session = лимит сессии
period-day = сегодня
period-month = в этом месяце
period-total = всего

# Settings
settings-title = Настройки этой сессии
settings-title-own = Ваши настройки в этом чате
settings-provider = Провайдер: { $value }
settings-aspect = Формат: { $value }
settings-preset = Пресет: { $value }
settings-iterations = Раунды: { $value }
settings-negative = Без этого: { $value }
settings-none = –
settings-hint = Каждое нажатие берёт следующий вариант.
language-name = Русский
settings-language = Язык: { $value }
preset-draft = черновик
preset-final = чистовик

# A chat's rules, for its moderators
caps-title = Лимиты этого чата
caps-changed = Изменено: { $cap }.
caps-session = Одна сессия: { $cap }
caps-person = Один человек в день: { $cap }
caps-ceiling = Потолок оператора: { $list }
caps-paused = Пауза: новой работы не будет до /resume.
caps-frozen = Заморожено: здесь ничего не тратится, пока оператор бота не посмотрит.
caps-usage = /caps daily 5, monthly 50, session 1 или user 0.5 задаёт лимит в долларах; «default» возвращает лимит бота. /caps log покажет, кто что менял.
cap-off = нет
cap-default = по умолчанию
capname-day = дневной лимит
capname-month = месячный лимит
capname-session = лимит сессии
capname-person = личный лимит
changes-title = Изменения ({ $zone })
changes-empty = Здесь пока ничего не меняли.
change-cap = { $cap } { $from } → { $to }
change-ceiling = потолок: { $cap } { $from } → { $to }
change-pause = пауза
change-resume = конец паузы
change-block = доступ закрыт: { $person }
change-unblock = доступ открыт: { $person }
change-default = { $name }: { $to }
change-freeze = расходы заморожены
change-unfreeze = расходы разморожены
change-approve = чат допущен
change-refuse = чат не допущен
defaultname-provider = провайдер
defaultname-aspect = формат
defaultname-preset = пресет
defaultname-language = язык
defaultname-photos = фото от новичков
defaultname-allow = разрешённые провайдеры
defaultname-zone = часовой пояс
pause-done = Пауза. Новая работа не начнётся до /resume; то, что идёт, остановится перед следующим платным вызовом.
resume-done = Продолжаем. Жду новых желаний.
block-done = { $name }: доступ в этом чате закрыт. Вернуть: /unblock.
block-title = Доступ закрыт
block-none = Никому.
block-usage = Чтобы закрыть доступ, ответьте на сообщение человека командой /block или назовите его: /block @имя.
unblock-done = { $name }: доступ в этом чате снова открыт.
unblock-not = { $name }: доступ здесь и не закрывали.
usage-title = Кто сколько потратил
usage-empty = В этом месяце здесь ничего не потрачено.
usage-row = { $rank }. { $name }: { $day } сегодня, { $month } в этом месяце · { $pictures ->
    [one] { $pictures } картинка
    [few] { $pictures } картинки
   *[many] { $pictures } картинок
  }
usage-others = { $count ->
    [one] Ещё { $count } человек: { $month } в этом месяце
    [few] Ещё { $count } человека: { $month } в этом месяце
   *[many] Ещё { $count } человек: { $month } в этом месяце
  }
usage-forgotten = кто-то
usage-chart = { $month }: { $total } из { $cap }
usage-chart-free = { $month }: { $total }
usage-chart-earlier = ранее в этом месяце
usage-chart-others = и ещё { $count }
defaults-title = Настройки чата
defaults-zone = День начинается в полночь по поясу { $zone }; изменить: /defaults zone Europe/Moscow.
defaults-allowed = ✓ отмечены провайдеры, которыми здесь можно пользоваться.
defaults-hint = Каждое нажатие берёт следующий вариант. Каждый может выбрать другое в /settings.
defaults-language-auto = у каждого свой
defaults-photos-yes = Фото от новичков: да
defaults-photos-no = Фото от новичков: нет
defaults-one-must-stay = Хотя бы один провайдер должен остаться.
photo-strangers = Модераторы не принимают фото от тех, кто ещё не сделал здесь ни одной картинки. Начните со слов: /imagine.

# Access and operators
access-wait = Здравствуйте! Сначала меня должны сюда впустить. Запрос отправлен; напишу, как только будет ответ.
access-approved = Всё готово. Напишите, что хотите увидеть, или нажмите /start.
access-refused = Оператор решил не открывать здесь этого бота. Простите!
access-asks-group = Группа «{ $name }» хочет пользоваться ботом.
access-asks-person = { $name } хочет пользоваться ботом.
access-approved-by = { $name }: доступ открыт, решение: { $operator }.
access-refused-by = { $name }: отказано, решение: { $operator }.
access-noted = Принято.
button-approve = Впустить
button-refuse = Отказать
admin-title = Как дела у бота
admin-jobs = { $running } в работе, { $queued } в очереди
admin-disk = на диске свободно { $free } ГБ ({ $percent } %)
admin-providers = Провайдеры
admin-spent = Потрачено сегодня (UTC)
admin-spent-none = ничего
admin-waiting = Ждут допуска
admin-more = Остальное покажет /admin help.
admin-usage-title = Что понимает /admin
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
admin-jobs-title = Последние задания
admin-jobs-none = Заданий ещё не было.
admin-done = Готово.
admin-retried = Принято, задание { $id }.
admin-disabled = { $provider } отключён: новых вызовов не будет.
admin-enabled = { $provider } снова включён.
providerstate-up = работает
providerstate-down = не отвечает
providerstate-disabled = отключён
providerstate-failed = за последний час не удалось { $errors } % из { $calls }
providerstate-time = { $seconds } с на вызов

# Forget me
forget-question = Ваши желания, промпты, картинки и настройки здесь будут удалены навсегда. То, что идёт, остановится. В учёте останутся суммы без вашего имени.
button-forget = Удалить всё моё
forget-done = Готово. От вас остались только суммы без имени.

# Presses
notice-stranger = Это принадлежит { $name }. Начните своё: /imagine.
notice-stranger-plain = Это чужое. Начните своё: /imagine.
notice-unknown = Эта кнопка устарела. Напишите желание ещё раз или загляните в /history.
notice-used = Это уже сделано.
notice-started = Начинаю.
notice-cancelling = Останавливаю…
notice-kept = Выбрана лучшей.
flood-notice = Я не успеваю читать. Подождите десять секунд и продолжайте.
command-unknown = Я не знаю команды /{ $name }. Список команд: /help.
alert-overrun = Операторам: в { $chat } вызов стоил { $actual }, а отложено было только { $estimate }. Расходы чата заморожены. Проверьте цены, затем: /admin unfreeze { $chat }
alert-audit = Операторам: ночная сверка нашла { $count ->
    [one] { $count } расхождение
    [few] { $count } расхождения
   *[many] { $count } расхождений
  } между книгами и счётчиками; все они в журнале. Первое: { $first }
alert-down = Операторам: { $provider } несколько раз подряд не справился. Подробности: /admin.
alert-disk = Операторам: на диске с картинками осталось только { $free } ГБ.
alert-provider = Операторам: { $provider } не принимает наш ключ или счёт ({ $reason }). Пока это не исправлено, людям говорится «недоступно».

# Errors
error-E_BUDGET_BLOCKED = Не хватает денег: { $scope } ({ $period }) { $cap }, осталось { $left }, а нужно до { $needed }. { $reset } { $who }
budget-resets = Обновится { $when }.
budget-never-resets = Сам он не обновится.
budget-who-deployment = Поднять его может оператор бота.
budget-who-chat = Поднять его могут модераторы чата.
budget-who-person = Поднять его могут модераторы чата.
budget-who-session = Начните новую сессию или попросите модераторов чата его поднять.
error-E_BUDGET_BLOCKED-frozen = Расходы в этом чате заморожены, пока оператор бота не посмотрит: один вызов стоил больше, чем было отложено.
error-E_BUDGET_BLOCKED-paused = Модераторы приостановили новую работу в этом чате. Продолжить они могут командой /resume.
error-E_RATE_LIMITED = Слишком быстро. Попробуйте через { $seconds } с.
error-E_DUPLICATE = Эта сессия уже в работе. Подождите или нажмите «Отмена».
error-E_AI_MODEL_UNAVAILABLE = { $model }: сейчас недоступно.
error-E_AI_MODEL_UNAVAILABLE-not_allowed = { $model }: в этом чате не разрешено. Выберите другого провайдера в настройках.
error-E_AI_MODEL_UNAVAILABLE-disabled = { $model }: сейчас отключено. Выберите другого провайдера в настройках.
error-E_AI_TIMEOUT = Провайдер не ответил вовремя.
error-E_AI_TIMEOUT-interrupted = Бот перезапустился, пока картинка рисовалась, и никто не знает, была ли она закончена.
error-E_AI_REFUSED = Провайдер отклонил это желание по своим правилам. Скажите его иначе кнопкой «Изменить».
error-E_AI_BAD_ANSWER = Ответ провайдера не пригодился.
error-E_PROMPT_INVALID = В таком виде с этим не поработать. Скажите иначе.
error-E_PROMPT_INVALID-empty_goal = Напишите, что хотите увидеть.
error-E_PROMPT_INVALID-empty_prompt = Промпт пуст. Напишите, что должно быть на картинке.
error-E_PROMPT_INVALID-no_prompt = Промпта ещё нет. Напишите, что хотите увидеть.
error-E_PROMPT_INVALID-prompt = Провайдер не принимает этот промпт. Скажите иначе кнопкой «Изменить».
error-E_PROMPT_INVALID-prompt_too_long = В промпте { $length ->
    [one] { $length } знак
    [few] { $length } знака
   *[many] { $length } знаков
  }, а модель берёт до { $limit }. Сократите его кнопкой «Изменить».
error-E_PROMPT_INVALID-option_provider = provider={ $value }: выберите из { $list }.
error-E_PROMPT_INVALID-option_aspect = aspect={ $value }: напишите как Ш:В, например 16:9.
error-E_PROMPT_INVALID-option_preset = preset={ $value }: выберите из { $list }.
error-E_PROMPT_INVALID-option_iterations = iterations={ $value }: нужно целое число от 1 до { $limit }.
error-E_PROMPT_INVALID-option_negative = negative: не больше 1000 знаков.
error-E_PROMPT_INVALID-option_seed = seed={ $value }: нужно целое число от 0 до 2147483647.
error-E_PROMPT_INVALID-block_unknown = Блока «{ $block }» нет.
error-E_PROMPT_INVALID-block_twice = Блок «{ $block }» встречается дважды.
error-E_PROMPT_INVALID-block_open = У каждого блока должны быть строки FLEX_BEGIN и FLEX_END, и никакого текста вне блоков.
error-E_PROMPT_INVALID-amount = «{ $value }» не похоже на сумму. Напишите доллары, например 5 или 0.50, либо off.
error-E_PROMPT_INVALID-caps_usage = Напишите /caps, /caps log или лимит с суммой: /caps daily 5.
error-E_PROMPT_INVALID-zone_usage = Добавьте часовой пояс: /defaults zone Europe/Moscow.
error-E_PROMPT_INVALID-admin_usage = Не понимаю. Что есть, покажет /admin help.
error-E_PROMPT_INVALID-option_spoiler = spoiler={ $value }: yes или no.
error-E_PROMPT_INVALID-option_unknown = Параметра «{ $value }» нет. Есть: { $list }.
error-E_PROMPT_INVALID-no_photo = Нет фотографии, с которой работать. Пришлите её.
error-E_PROMPT_INVALID-not_for_photos = /{ $value } с фотографией ничего не делает. Напишите, что изменить.
error-E_PROMPT_INVALID-same_ratio = У фотографии уже такие пропорции. Назовите другие, например 16:9, или скажите, на сколько: «слева 25 %», «200 px сверху».
error-E_PROMPT_INVALID-sides_far = Сторона может вырасти не больше чем на 100 % ({ $limit } px): нужно, от чего продолжать.
error-E_PROMPT_INVALID-sides_none = Ни с одной стороны ничего не добавится. Скажите, на сколько, например «слева 25 %».
error-E_PROMPT_INVALID-too_long = { $value } не рисует такие длинные картинки; умеет { $list }. Добавьте меньше или выберите другого поставщика в настройках.
error-E_PROMPT_INVALID-mask_needed = Сначала скажите или покажите, какую часть можно менять.
error-E_PROMPT_INVALID-mask_late = Картинки уже сделаны. Пришлите фотографию ещё раз, чтобы начать заново.
error-E_PROMPT_INVALID-mask_alone = Маске нужна её картинка. Приложите обе: image и mask.
error-E_PROMPT_INVALID-mask_unreadable = Из этой картинки маску не прочитать. Пришлите PNG, прозрачный там, где можно менять, картинку, белую там и чёрную в остальном, или копию фотографии, где эта часть отмечена красным.
error-E_INPUT_TOO_LARGE = Слишком длинно: { $length ->
    [one] { $length } знак
    [few] { $length } знака
   *[many] { $length } знаков
  } при пределе { $limit }. Ничего не пропало; сократите и отправьте ещё раз.
error-E_INPUT_TOO_LARGE-picture_bytes = { $model }: картинка должна быть меньше { $limit } МБ.
error-E_INPUT_TOO_LARGE-picture_sides = { $model }: стороны картинки — до { $limit } пикс.
error-E_INPUT_TOO_LARGE-mask_bytes = { $model }: маска должна быть меньше { $limit } МБ.
error-E_INPUT_TOO_LARGE-total_bytes = { $model }: все картинки вместе должны быть меньше { $limit } МБ.
error-E_INPUT_TOO_LARGE-too_large = { $model }: это слишком много. Попробуйте картинки поменьше или меньше слов.
error-E_INPUT_UNSUPPORTED = Этот файл здесь не подходит.
error-E_INPUT_UNSUPPORTED-task = { $model } так не умеет. Выберите другого провайдера в настройках.
error-E_INPUT_UNSUPPORTED-no_picture = Нет картинки, с которой работать.
error-E_INPUT_UNSUPPORTED-unreadable = Картинку не прочитать. Пришлите её как JPEG, PNG или WebP.
error-E_INPUT_UNSUPPORTED-mask_format = Маска — это PNG, прозрачный там, где картинку можно менять.
error-E_INPUT_UNSUPPORTED-mask_size = Размер маски { $mask }, картинки { $picture }. Они должны быть равны.
error-E_STORAGE_IO = Бот не может писать на диск. Оператору надо посмотреть; попробуйте позже.
error-E_NOT_ALLOWED = Здесь вам это нельзя.
error-E_NOT_ALLOWED-blocked = Модераторы закрыли вам доступ в этом чате. Команды /privacy и /forgetme работают.
error-E_NOT_ALLOWED-groups_only = Это для групп. Здесь лимиты покажет /spend, а ваши настройки /settings.
error-E_NOT_ALLOWED-private_only = Это только для нашей личной переписки.
error-E_NOT_ALLOWED-moderators_only = Это могут только модераторы чата.
error-E_NOT_ALLOWED-operators_only = Это могут только операторы бота.
error-E_NOT_ALLOWED-unchecked = Не удалось узнать, модератор ли вы здесь. Попробуйте чуть позже.
error-E_NOT_ALLOWED-not_blockable = Себе и операторам бота доступ закрыть нельзя.
error-E_NOT_ALLOWED-over_ceiling = Оператор бота разрешает здесь не больше { $ceiling }.
error-E_NOT_ALLOWED-off_needs_ceiling = Снять лимит можно только под потолком, который задал оператор бота. Лучше укажите сумму.
error-E_NOT_FOUND = Этого больше нет.
error-E_NOT_FOUND-person = Я не встречал никого по имени «{ $name }». Ответьте на сообщение человека командой /block или укажите его номер.
error-E_NOT_FOUND-applicant = С таким номером никто не просил допуска.
error-E_CONFIG = Бот для этого не настроен. Оператору надо посмотреть.
error-E_CANCELLED = Отменено.
error-E_INTERNAL = Внутри бота что-то сломалось. Это записано.
error-some-model = Модель
error-spent-no = Денег не взяли.
error-spent-yes = Списано { $cost }.
error-spent-unknown = Возможно, деньги списаны; на всякий случай учтено { $cost }.
error-retry = «Повторить» попробует ещё раз, за отдельную цену.

error-E_AI_MODEL_UNAVAILABLE-incapable = Ни одна из настроенных здесь моделей так не умеет.
error-lacking = { $model }: не умеет или не берёт — { $list }.
lack-edit = правка картинок
lack-outpaint = расширение
lack-upscale = увеличение
lack-remove_background = удаление фона
lack-masks = маски
lack-transparency = прозрачный фон
lack-pictures = { $pictures ->
    [one] { $pictures } картинка
    [few] { $pictures } картинки
   *[many] { $pictures } картинок
  } сразу (берёт { $room })
error-all-models = Сейчас ни одна модель не справилась. Пробовали: { $models }.
level-free = бесплатно
level-high = дорого
level-low = дёшево
level-med = средне
level-unknown = цена неизвестна
models-down = не работает · за последний час не удалось { $errors } % из { $calls }
models-quiet = за последний час не вызывалась
models-references = до { $count } входных картинок
models-up = работает · { $seconds } с на картинку · за последний час не удалось { $errors } % из { $calls }
notice-same-joined = Она уже рисуется; вы её тоже получите.
notice-same-shown = Она уже есть, поэтому бесплатно.
preset-level = { $preset }, { $level }
same-failed = Картинка, которая рисовалась, не получилась. { $why }
same-joined = Такая же картинка как раз рисуется. Она появится и здесь, бесплатно.

choice-no = нет
choice-yes = да
form-edit = Правка промпта
form-feedback = Отзыв о картинке { $index }
form-feedback-field = Что изменить?
form-feedback-hint = Например: { $missed }
form-mask-field = Маска
form-negative = Чего не должно быть
form-negative-field = Чего не должно быть на картинке
form-picture = Улучшить эту картинку
form-picture-field = Что изменить?
menu-describe = Описать
menu-optimize = Улучшить эту картинку
missing-permissions = Здесь мне не хватает прав. Тот, кто управляет сервером, может дать мне: { $list }
option-aspect = Отношение сторон, например 16:9
option-goal = Что вы хотите увидеть
option-id = Номер сессии; их перечисляет /history
option-image = Картинка, с которой начать
option-iterations = Число раундов «Улучшить»
option-mask = Где можно менять: белым на чёрном, прозрачно или копия с красной пометкой
option-negative = Чего не должно быть на картинке
option-preset = черновик — мелко и дёшево, чистовик — крупно
option-provider = Кто рисует
option-spoiler = Скрывать картинки, пока на них не нажмут
option-sizes = Размеры через пробел; без них — меню
option-words = Что сделать; без слов — как обстоят дела

# Photos
upload-empty = Файл пуст: из него не пришло ни байта. Пришлите его снова.
upload-bytes = Файл больше 20 МБ.
upload-sides = Картинка слишком велика: каждая сторона — до 10 000 px, одна может быть длиннее другой в 20 раз, а в памяти она может занять 128 МБ.
upload-svg = SVG — это рисунок, в котором могут быть программы, поэтому я его не открываю.
upload-gif = GIF я не беру.
upload-tiff = TIFF я не беру.
upload-heic = HEIC я здесь не беру. Телефон умеет сохранять фото и в JPEG.
upload-program = Это программа, а не картинка.
upload-document = Это документ, а не картинка.
upload-unknown = Это не похоже ни на одну картинку, которую я знаю.
upload-mismatch = Файл не того вида, о котором говорит его имя или тип. Дайте ему верное имя и пришлите снова.
upload-broken = Картинка повреждена и не читается.
upload-heavy = Картинка требует слишком много памяти или времени.
upload-accepted = Я беру JPEG, PNG, WebP и AVIF до 20 МБ.
tool-edit = Правка словами
tool-inpaint = Правка части
tool-replace-background = Новый фон
tool-remove-background = Убрать фон
tool-outpaint = Расширить
tool-variations = Варианты
tool-upscale = Увеличить
tool-optimize-photo = Фото товара
tool-describe = Описать
edit-impossible = Никто из настроенных провайдеров ({ $list }) не умеет «{ $tool }»: нужен тот, кто { $need }. /models покажет, кто что умеет.
edit-need-edit = редактирует картинки
edit-need-outpaint = редактирует или расширяет картинки
edit-need-upscale = увеличивает картинки
edit-need-remove_background = вырезает фон или редактирует с прозрачностью
edit-impossible-here = { $provider } не умеет «{ $tool }». Выберите другого провайдера в настройках; /models покажет, кто что умеет.
card-photo = { $tool } · фото { $width }×{ $height }
card-photo-masked = { $tool } · может измениться { $percent } % фото { $width }×{ $height }
photo-here = Ваше фото здесь ({ $width }×{ $height }), без метаданных.
photo-looking = Смотрю на ваше фото…
photo-ask = Что мне с ним сделать? Ответьте на это сообщение, что изменить, или нажмите:
photo-mask-hint = Чтобы изменить только часть, скажите какую («левая половина: …», «только небо: …»), или ответьте копией, где она отмечена красным, или PNG, прозрачным в этом месте.
mask-shown = Измениться может только красное ({ $percent } % фото).
mask-from-alpha = Это место было прозрачным в том, что вы прислали.
mask-from-scribble = Вы отметили его красным.
mask-from-words = Его назвали ваши слова.
mask-from-white = Оно белое на вашей маске.
mask-from-named = Вы назвали «{ $thing }», и модель обвела это: проверьте, верно ли. Если нет, ответьте на карточку копией, где эта часть отмечена красным.
part-unfound-nobody = «{ $thing }» не обведено: ни одна модель здесь не умеет находить названное. Сейчас измениться может всё фото. Чтобы сохранить остальное, назовите сторону («левая половина: …») или ответьте копией, где часть отмечена красным.
part-unfound-unseen = «{ $thing }» на фото не нашлось. Сейчас измениться может всё фото. Чтобы сохранить остальное, назовите сторону («левая половина: …») или ответьте копией, где часть отмечена красным.
part-unfound-failed = «{ $thing }» не удалось обвести: модель, которая ищет части, не справилась. Сейчас измениться может всё фото. Чтобы сохранить остальное, назовите сторону («левая половина: …») или ответьте копией, где часть отмечена красным.
part-unfound-budget = «{ $thing }» не искали: достигнут предел расходов. Сейчас измениться может всё фото. Чтобы сохранить остальное, назовите сторону («левая половина: …») или ответьте копией, где часть отмечена красным.
mask-from-added = Это то, что добавится вокруг вашего фото. Нужен другой размер — ответьте на эту картинку: «слева 25 %», «200 px сверху», «20 % со всех сторон».
mask-rest = Всё остальное возвращается до пикселя.
button-unmask = Всё фото
button-tools = Инструменты
button-export = Экспорт
button-export-make = Экспорт ({ $count })
button-like-this = Сделать такую же
tools-title = Что сделать с фото?
tools-title-picture = Что сделать с картинкой { $index }?
ask-tool = Ответьте на это сообщение. { $tool }: что должно получиться?
ask-part = Скажите и какую часть: «чашка: синяя», «левая половина: дерево».
export-title = Экспорт картинки { $index }
export-hint = Каждое нажатие отмечает размер. Несколько сразу придут в ZIP.
export-kept = Сделано из исходной картинки. Файл хранится здесь 24 часа.
export-none = Пока нечего экспортировать.
describe-usage = Пришлите фото с подписью /describe или ответьте /describe на любую картинку.
command-export = Размеры для магазинов и сетей
command-describe = Что на картинке, в виде промпта

# Почему
command-why = Почему у картинки такая оценка, по пунктам
menu-why = Почему такая оценка
button-why = Почему
why-title = Картинка { $index } · оценка { $score } · { $band }
why-beside-best = Рядом лучшая, картинка { $index } · оценка { $score } · { $band }. Чего в ней не хватает:
why-beside = Рядом картинка { $index } · оценка { $score } · { $band }. Чего в ней не хватает:
why-list-grew = Между ними в список добавились ваши слова, поэтому оценки нельзя сравнивать.
why-legend = ✓ есть · ✗ нет · ? отчасти, или взгляды разошлись · жирным: обязательное
why-none = Здесь ещё нет оценённых картинок. Ответьте /why на одну из моих картинок.

# Контрольный лист
button-sheet = Все на одном листе
sheet-caption = { $pictures ->
    [one] { $pictures } картинка этой сессии; ★ – лучшая
    [few] { $pictures } картинки этой сессии; ★ – лучшая
   *[many] { $pictures } картинок этой сессии; ★ – лучшая
  }

# Стиль
button-style = Стиль
styles-title = Какая нужна картинка?
styles-hint = Каждое нажатие дописывает слова в конец промпта или убирает их. Они не меняются ни в одном раунде.
goal-examples = Или начните с одного из этих:

# Заметки о стиле
command-style = Что вы выбираете снова и снова: посмотреть, удалить
notes-title = Ваши заметки о стиле в этом чате
notes-empty = Пока ничего нет. Здесь появится то, что вы говорите о картинках в двух сессиях, и стили картинок, которые вы оставили в двух.
notes-row = { $note } · { $count ->
    [one] { $count } сессия
    [few] { $count } сессии
   *[many] { $count } сессий
  }
notes-hint = «Стиль» на карточке предлагает ваши слова. Нажатие удаляет заметку.
button-notes-clear = Удалить все заметки
