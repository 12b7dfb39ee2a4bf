/** Addresses of machines that must never be reached through an answer, each in as many spellings as there are. */
const PRIVATE_IPV4 = [
  ...["127.0.0.1", "127.1", "127.0.1", "127.255.255.254", "0.0.0.0", "0", "10.0.0.1", "10.255.255.255", "172.16.0.1"],
  ...[
    "172.31.255.255",
    "192.168.0.1",
    "192.168.255.255",
    "169.254.169.254",
    "169.254.170.2",
    "100.64.0.1",
    "100.100.100.200",
  ],
  ...[
    "100.127.255.255",
    "192.0.0.1",
    "192.0.0.192",
    "192.0.2.1",
    "198.18.0.1",
    "198.19.255.255",
    "198.51.100.7",
    "203.0.113.9",
  ],
  ...["224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255", "192.88.99.1"],
];
const SPELLINGS = [
  // Octal, decimal and hexadecimal, in whole and in parts; other scripts' digits and dots.
  ...[
    "2130706433",
    "017700000001",
    "0x7f000001",
    "0x7f.1",
    "0177.0.0.1",
    "0x7f.0x0.0x0.0x1",
    "127.0.0.0x1",
    "00000177.1",
  ],
  ...[
    "2852039166",
    "0xa9fea9fe",
    "0251.0376.0251.0376",
    "0xA9.0xFE.0xA9.0xFE",
    "169.254.43518",
    "3232235521",
    "167772161",
  ],
  ...[
    "１２７.０.０.１",
    "127。0。0。1",
    "①②⑦.0.0.1",
    "169｡254｡169｡254",
    "127.0.0.1.",
    "0300.0250.0.1",
    "10.0x1",
    "172.1048577",
  ],
];
const PRIVATE_IPV6 = [
  ...["::1", "::", "0:0:0:0:0:0:0:1", "::ffff:127.0.0.1", "::ffff:7f00:1", "::ffff:10.0.0.1", "::ffff:169.254.169.254"],
  ...[
    "::ffff:a9fe:a9fe",
    "::ffff:0:127.0.0.1",
    "::127.0.0.1",
    "::7f00:1",
    "::a00:1",
    "64:ff9b::127.0.0.1",
    "64:ff9b::a9fe:a9fe",
  ],
  ...[
    "64:ff9b:1::a00:1",
    "2002:7f00:1::",
    "2002:a9fe:a9fe::1",
    "2002:c0a8:1::",
    "2001:0:4136:e378:8000:63bf:3fff:fdd2",
  ],
  ...[
    "2001:db8::1",
    "fe80::1",
    "fe80::a9fe:a9fe",
    "febf::1",
    "fc00::1",
    "fd00::1",
    "fd00:ec2::254",
    "fd20:ce::254",
    "fec0::1",
  ],
  ...["ff02::1", "ff0e::1", "100::1", "2001:10::1", "2001:20::1", "3fff::1", "5f00::1"],
];
/** Host names that are on no vendor's list, however much they look like it. */
const LOOKALIKES = [
  ...[
    "vendor.example.evil.test",
    "evilvendor.example",
    "vendor.example.",
    "xn--vendor-9za.example",
    "vendor.example%00.evil.test",
  ],
  ...[
    "localhost",
    "localhost.localdomain",
    "metadata.google.internal",
    "metadata",
    "instance-data",
    "kubernetes.default.svc",
  ],
  ...[
    "127.0.0.1.nip.io",
    "spoofed.vendor.example.evil.test",
    "VENDOR.example.evil.test",
    "vendor-example.test",
    "example",
  ],
];

/** Addresses that no rule allows: they never come so far that anything is looked up. */
export const FORBIDDEN_URLS: readonly string[] = [
  ...[...PRIVATE_IPV4, ...SPELLINGS].flatMap((host) => [`http://${host}/1.png`, `https://${host}/1.png`]),
  ...PRIVATE_IPV6.map((host) => `https://[${host}]/1.png`),
  ...LOOKALIKES.map((host) => `https://${host}/1.png`),
  ...[
    "http://files.vendor.example/1.png",
    "https://files.vendor.example:8443/1.png",
    "https://files.vendor.example:22/",
  ],
  ...[
    "https://files.vendor.example@127.0.0.1/1.png",
    "https://user:word@files.vendor.example/1.png",
    "https://127.0.0.1#@files.vendor.example/",
  ],
  ...["https://127.0.0.1\\@files.vendor.example/", "https://127.0.0.1?@files.vendor.example"],
  ...[
    "file:///etc/passwd",
    "ftp://files.vendor.example/1.png",
    "gopher://127.0.0.1:6379/_INFO",
    "data:image/png;base64,AAAA",
  ],
  ...[
    "blob:https://files.vendor.example/1",
    "ws://127.0.0.1/",
    "javascript:alert(1)",
    "unix:/var/run/docker.sock",
    "about:blank",
  ],
  ...[
    "https://",
    "https:///1.png",
    "https:127.0.0.1",
    "//127.0.0.1:1/1.png",
    "https:/\\127.0.0.1/1.png",
    "\u0000https://127.0.0.1/",
  ],
];

/** Answers of a resolver for a name that is on the vendor's list. */
export const HOSTILE_ANSWERS: readonly (readonly string[])[] = [
  ...PRIVATE_IPV4.filter((address) => address.split(".").length === 4).map((address) => [address]),
  ...PRIVATE_IPV6.map((address) => [address]),
  // One good address among bad ones, zones, and what is no address at all.
  ...[["93.184.215.14", "127.0.0.1"], ["127.0.0.1", "93.184.215.14"], ["2606:4700::1111", "::1"], [], ["fe80::1%eth0"]],
  ...[["0x7f.1"], ["2130706433"], ["localhost"], [""]],
];
