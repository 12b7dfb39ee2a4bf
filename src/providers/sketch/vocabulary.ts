/** The words that the simulation knows, as data. Everything else is an "idea": drawn as an abstract form. */

/** Where a thing belongs: it sets the stage, its place in depth and its shadow. */
export type Place = "ground" | "sky" | "table" | "backdrop" | "water";

export interface Noun {
  readonly aliases: readonly string[];
  readonly place: Place;
  /** Height compared with a grown person (1), as pictures show it rather than as nature has it. */
  readonly size: number;
  /** Colour that it has when nobody asks for one. */
  readonly hex: string;
}

const noun = (place: Place, size: number, hex: string, aliases = ""): Noun => ({
  place,
  size,
  hex,
  aliases: aliases === "" ? [] : aliases.split(" "),
});

export const NOUNS: Readonly<Record<string, Noun>> = {
  fox: noun("ground", 0.8, "#c8622c", "foxes vixen"),
  cat: noun("ground", 0.75, "#6d6a72", "cats kitten kittens"),
  dog: noun("ground", 0.85, "#a87748", "dogs puppy puppies"),
  wolf: noun("ground", 0.9, "#6f7680", "wolves"),
  rabbit: noun("ground", 0.65, "#b9a48e", "rabbits bunny hare"),
  bear: noun("ground", 1.05, "#6b4a33", "bears"),
  horse: noun("ground", 1.15, "#7a4a2e", "horses pony"),
  deer: noun("ground", 1.15, "#9a6a42", "stag"),
  elephant: noun("ground", 1.4, "#83818a", "elephants"),
  owl: noun("ground", 0.6, "#8a6a4c", "owls"),
  bird: noun("sky", 0.35, "#39424f", "birds sparrow swallow crow raven gull seagull seagulls"),
  fish: noun("water", 0.5, "#d9773a", "fishes"),
  whale: noun("water", 1.2, "#3f5870", "whales"),
  dragon: noun("sky", 1.2, "#5a7a4c", "dragons"),
  butterfly: noun("sky", 0.4, "#d98a3d", "butterflies"),
  person: noun("ground", 1, "#4b4f63", "people persons man woman men women figure traveller traveler girl boy"),
  child: noun("ground", 0.72, "#b0563f", "children kid kids"),
  knight: noun("ground", 1.05, "#8d97a5", "knights"),
  robot: noun("ground", 1, "#8fa3ad", "robots android"),
  snowman: noun("ground", 0.95, "#eef3f8", "snowmen"),
  mountain: noun("backdrop", 2, "#6c7a92", "mountains peak peaks alps"),
  forest: noun("backdrop", 1.5, "#3f5a48", "woods woodland jungle"),
  sea: noun("backdrop", 1, "#3b6f8c", "ocean seaside beach coast lake waves"),
  river: noun("backdrop", 1, "#5c8fa8", "stream rivers"),
  city: noun("backdrop", 1.5, "#5d6478", "town skyline cities street"),
  desert: noun("backdrop", 1, "#d9a566", "dunes dune"),
  island: noun("backdrop", 1, "#5b7a52", "islands"),
  road: noun("backdrop", 1, "#8a7f74", "path roads"),
  waterfall: noun("backdrop", 1.4, "#cfe3ee", "waterfalls"),
  field: noun("backdrop", 1, "#8fa35a", "meadow fields garden grass"),
  room: noun("backdrop", 1, "#8a6f5a", "interior kitchen library cafe café bedroom"),
  sun: noun("sky", 0.5, "#ffd27a", ""),
  moon: noun("sky", 0.5, "#f3ecd2", "moons"),
  star: noun("sky", 0.3, "#fff4cf", "stars starry"),
  cloud: noun("sky", 0.5, "#f1f1f4", "clouds"),
  planet: noun("sky", 0.9, "#c58a5c", "planets saturn"),
  rainbow: noun("sky", 1, "#e8a0a0", "rainbows"),
  tree: noun("ground", 1.7, "#4f6f45", "trees oak"),
  pine: noun("ground", 1.8, "#33533f", "pines fir spruce"),
  flower: noun("ground", 0.6, "#d96a8f", "flowers tulip tulips daisy blossom"),
  rose: noun("ground", 0.65, "#b8293d", "roses"),
  house: noun("ground", 1.5, "#c9a27e", "houses cottage cabin hut home barn"),
  lighthouse: noun("ground", 2.2, "#ece6da", "lighthouses"),
  castle: noun("ground", 2, "#8a8797", "castles palace"),
  bridge: noun("ground", 1.1, "#8f8379", "bridges"),
  tower: noun("ground", 2.1, "#93887c", "towers"),
  windmill: noun("ground", 1.9, "#d8c8ad", "windmills"),
  door: noun("ground", 1.2, "#7d4a33", "doors gate"),
  window: noun("ground", 1.1, "#b58e62", "windows"),
  tent: noun("ground", 0.9, "#c97a45", "tents"),
  boat: noun("water", 0.9, "#7a4b32", "boats sailboat ship ships sailboats"),
  car: noun("ground", 0.7, "#b23b34", "cars automobile taxi"),
  bicycle: noun("ground", 0.8, "#3f6f73", "bicycles bike bikes"),
  train: noun("ground", 1, "#3c4a52", "trains locomotive"),
  balloon: noun("sky", 0.8, "#cf4b42", "balloons"),
  kite: noun("sky", 0.6, "#d8663e", "kites"),
  rocket: noun("sky", 1.2, "#e8e4dc", "rockets spaceship"),
  lantern: noun("ground", 0.75, "#b5762f", "lanterns"),
  umbrella: noun("ground", 0.95, "#b8333a", "umbrellas parasol"),
  bench: noun("ground", 0.6, "#7a5a3f", "benches"),
  sign: noun("ground", 0.95, "#8a6039", "signs signpost banner billboard"),
  chair: noun("ground", 0.85, "#8a5a3a", "chairs armchair stool"),
  table: noun("ground", 0.62, "#7a4f33", "tables desk"),
  lamp: noun("table", 1.05, "#c98f3d", "lamps"),
  candle: noun("table", 0.65, "#efe6cf", "candles"),
  book: noun("table", 0.42, "#7b3b38", "books reading novel"),
  cup: noun("table", 0.45, "#e6ded0", "cups mug mugs coffee tea"),
  teapot: noun("table", 0.6, "#4f7f86", "teapots kettle"),
  apple: noun("table", 0.42, "#b93a32", "apples"),
  pear: noun("table", 0.5, "#b5b04a", "pears"),
  cake: noun("table", 0.6, "#ead2b8", "cakes"),
  clock: noun("table", 0.75, "#a9834a", "clocks"),
  watch: noun("table", 0.7, "#b09a6a", "watches wristwatch"),
  key: noun("table", 0.45, "#c2a04c", "keys"),
  crown: noun("table", 0.5, "#d8ae48", "crowns"),
  violin: noun("table", 1.05, "#9a4f26", "violins"),
  guitar: noun("table", 1.15, "#b0692f", "guitars"),
  shoe: noun("table", 0.5, "#a8442f", "shoes sneaker sneakers boot boots"),
  hat: noun("table", 0.45, "#4c4038", "hats"),
  shirt: noun("table", 0.85, "#5f86a8", "shirts"),
  phone: noun("table", 0.75, "#2b2e36", "phones smartphone"),
  bottle: noun("table", 0.85, "#3f6b54", "bottles perfume"),
  vase: noun("table", 0.75, "#6f8fa0", "vases"),
};

const colour = (hex: string, aliases = "") => ({ hex, aliases: aliases === "" ? [] : aliases.split(" ") });

export const COLOURS: Readonly<Record<string, { hex: string; aliases: readonly string[] }>> = {
  red: colour("#c22f2b", "scarlet"),
  crimson: colour("#9e1b32", "maroon"),
  orange: colour("#e07b2a"),
  amber: colour("#dd9a2b"),
  yellow: colour("#e8c33a"),
  gold: colour("#cfa343", "golden"),
  green: colour("#4c8a4a", "olive lime"),
  emerald: colour("#1f8a63"),
  turquoise: colour("#3aa8a3", "teal cyan"),
  blue: colour("#2f62b3", "cobalt"),
  navy: colour("#22325c"),
  indigo: colour("#46408f"),
  purple: colour("#7a439c", "violet"),
  lavender: colour("#a99bd0"),
  pink: colour("#e38fae", "magenta"),
  coral: colour("#e8755f"),
  brown: colour("#7a4b2c"),
  beige: colour("#d8c4a0"),
  black: colour("#26262c"),
  grey: colour("#85888e", "gray"),
  silver: colour("#b6bcc6"),
  white: colour("#f2f0ea", "ivory"),
};

/** Phrases of a whole setting, longest first where one holds another. */
type Phrases = Readonly<Record<string, readonly string[]>>;

export const LIGHTS: Phrases = {
  golden: ["golden hour", "golden light", "late afternoon"],
  moonlight: ["moonlight", "moonlit"],
  candlelight: ["candlelight", "candlelit", "candle light", "firelight"],
  sunset: ["sunset", "setting sun", "evening glow"],
  dawn: ["dawn", "sunrise", "daybreak", "early morning", "morning light"],
  dusk: ["dusk", "twilight", "blue hour"],
  night: ["night", "midnight", "nighttime"],
  studio: ["studio light", "studio lighting", "studio", "softbox"],
  day: ["daylight", "sunny", "midday", "noon", "bright day"],
};

export const WEATHERS: Phrases = {
  snow: ["snow", "snowy", "snowfall", "snowing", "blizzard"],
  storm: ["storm", "stormy", "thunderstorm", "lightning"],
  rain: ["rain", "rainy", "raining", "drizzle"],
  fog: ["fog", "foggy", "mist", "misty", "haze", "hazy"],
  overcast: ["overcast", "cloudy"],
};

export const STYLES: Phrases = {
  watercolour: ["watercolour", "watercolor", "aquarelle"],
  ink: ["ink wash", "ink drawing", "sumi-e", "ink"],
  flat: ["flat poster", "flat design", "flat", "poster", "vector", "minimalist", "logo", "icon"],
  oil: ["oil painting", "oil paint", "oil", "impressionist"],
  pixel: ["pixel art", "pixel", "8-bit"],
  pencil: ["pencil drawing", "pencil", "graphite", "charcoal"],
  papercut: ["paper cut", "papercut", "paper-cut", "cut paper", "origami"],
  photo: ["photograph", "photorealistic", "photo", "cinematic", "realistic"],
};

export const COMPOSITIONS: Phrases = {
  close: ["close-up", "close up", "closeup", "macro", "portrait of"],
  wide: ["wide shot", "wide view", "wide-angle", "panorama", "from afar"],
  centred: ["centred", "centered", "symmetrical", "in the middle"],
  thirds: ["rule of thirds", "golden section", "off-centre", "off-center"],
  low: ["low angle", "from below", "low viewpoint"],
};

/** Words that say where or how firmly: they make a clause hard to miss. */
export const POSITION_WORDS: ReadonlySet<string> = new Set(
  "left right centre center foreground background middle front behind above below beside corner top bottom exactly clearly unmistakably plainly visible large prominent must readable each entirely".split(
    " ",
  ),
);

export const COUNT_WORDS: Readonly<Record<string, number>> = {
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  eleven: 11,
  twelve: 12,
  dozen: 12,
};

/** Words that are no ideas of their own. */
export const STOP_WORDS: ReadonlySet<string> = new Set(
  `a an the and or of in on at by to for from with without into onto under over near next is are be being was were it its this that these those as
  i we you they he she his her their our my your me us them one some any all no not only just very more most less much many few make made makes making
  show shows showing shown picture image drawing painting art artwork illustration scene view style light lighting lit mood atmosphere colour color
  colours colors background foreground please want would like create draw paint generate text says say reads read saying written word words label
  titled called named there here while when where who which has have had wearing holding sitting standing looking walking running flying riding
  sits stands looks walks runs flies rides holds wears around through across against between behind beside above below inside outside up down out
  off big small little tiny huge large old new young tall short long deep soft dark bright warm cold quiet beautiful pretty nice lovely cute
  и в на под с у из за по к о от для как что это не без над перед около рядом один одна много очень же бы да но а the 的 在 和 了 一 是 有 个`.split(
    /\s+/,
  ),
);
