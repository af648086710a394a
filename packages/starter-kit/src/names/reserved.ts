/** Who else lays claim to a name, and the names: a service called so would be refused or misunderstood there. */
export interface Reservation {
  readonly owner: string;
  readonly names: ReadonlySet<string>;
}

function words(text: string): ReadonlySet<string> {
  return new Set(text.split(' '));
}

/** Only names that the spelling rules let through need to be listed. */
export const reservations: readonly Reservation[] = [
  {
    owner: 'is a device on Windows',
    names: words(
      'con prn aux nul com0 com1 com2 com3 com4 com5 com6 com7 com8 com9 lpt0 lpt1 lpt2 lpt3 lpt4 lpt5 lpt6 lpt7 lpt8 lpt9',
    ),
  },
  {
    owner: 'is a keyword of Rust, which Cargo refuses',
    names: words(
      'abstract as async await become box break const continue crate do dyn else enum extern false final fn for gen if impl in let loop macro match mod move mut override priv pub ref return self static struct super trait true try type typeof union unsafe unsized use virtual where while yield',
    ),
  },
  {
    owner: 'means something else to Cargo',
    names: words('alloc build core deps examples incremental proc-macro std test'),
  },
  {
    owner: 'means something else to the go command',
    names: words('all cmd example go internal main testdata tool toolchain vendor work'),
  },
  {
    owner: "is a package of Go's standard library",
    names: words(
      'archive arena bufio builtin bytes cmp compress container context crypto database debug embed encoding errors expvar flag fmt hash html image index io iter log maps math mime net os path plugin reflect regexp runtime slices sort strconv strings structs sync syscall testing text time unicode unique unsafe weak',
    ),
  },
  {
    owner: 'is a module of Node.js, which npm refuses',
    names: words(
      'assert buffer child-process cluster console constants crypto dgram diagnostics-channel dns domain events fs http http2 https inspector module os path perf-hooks process punycode querystring readline repl sea sqlite stream string-decoder sys timers tls trace-events tty url util v8 vm wasi worker-threads zlib',
    ),
  },
];
