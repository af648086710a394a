// The base images, and how to make a stand-in for each from Debian's packages.
// `check` prints one line that has to match `version`: nothing may be tagged by a false name.

export const baseImage = 'docker.io/library/debian:trixie-slim';
export const standInLabel = 'planqk-service.stand-in';

const systemPath = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

export const recipes = [
  {
    image: baseImage,
    suite: 'trixie',
    changes: [`ENV PATH=${systemPath}`, 'CMD ["bash"]'],
  },
  {
    image: 'docker.io/library/python:3.13-slim-trixie',
    packages: ['python3', 'python3-venv', 'python3-pip'],
    // The official image's pip may install next to the interpreter: Debian's marker forbids that.
    commands: [
      'rm -f /usr/lib/python3*/EXTERNALLY-MANAGED',
      'ln -s /usr/bin/python3 /usr/local/bin/python3',
      'ln -s python3 /usr/local/bin/python',
      'ln -s /usr/bin/pip3 /usr/local/bin/pip3',
      'ln -s pip3 /usr/local/bin/pip',
    ],
    check: 'python --version',
    version: 'Python 3.13.*',
    changes: ['CMD ["python3"]'],
  },
  {
    image: 'docker.io/library/golang:1.24-trixie',
    packages: ['golang-go'],
    commands: ['ln -s /usr/lib/go /usr/local/go', 'mkdir -p /go/src /go/bin', 'chmod -R 1777 /go'],
    check: '/usr/local/go/bin/go version',
    version: 'go version go1.24*',
    changes: [
      'ENV GOTOOLCHAIN=local GOPATH=/go',
      `ENV PATH=/go/bin:/usr/local/go/bin:${systemPath}`,
      'WORKDIR /go',
      'CMD ["bash"]',
    ],
  },
  {
    image: 'docker.io/library/node:20-trixie-slim',
    packages: ['nodejs'],
    commands: ['ln -s /usr/bin/node /usr/local/bin/node'],
    check: 'node --version',
    version: 'v20.*',
    changes: ['CMD ["node"]'],
  },
  {
    image: 'docker.io/library/rust:1.85-slim-trixie',
    packages: ['rustc', 'cargo', 'rustfmt', 'rust-clippy', 'gcc', 'libc6-dev'],
    commands: [
      'mkdir -p /usr/local/cargo/bin',
      'for tool in cargo rustc rustfmt cargo-clippy clippy-driver; do ln -s /usr/bin/$tool /usr/local/cargo/bin/$tool; done',
      'chmod -R a+w /usr/local/cargo',
    ],
    check: 'echo "$(cargo --version) $(rustc --version)"',
    version: 'cargo 1.85.*rustc 1.85.*',
    changes: ['ENV CARGO_HOME=/usr/local/cargo', `ENV PATH=/usr/local/cargo/bin:${systemPath}`, 'CMD ["bash"]'],
  },
];

/** One layer, with the check inside: a failing check fails the build, and so nothing gets the tag. */
export function dockerfileOf({ packages, commands, check, version, changes }) {
  const steps = [
    'apt-get update --quiet',
    `apt-get install --quiet --yes --no-install-recommends ${packages.join(' ')}`,
    'rm -rf /var/lib/apt/lists/* /var/cache/apt/* /var/cache/debconf/*-old /var/log/*',
    ...commands,
    `found="$(${check})"`,
    `case "$found" in ${version.replaceAll(' ', '\\ ')}) ;; *) echo "mismatch: $found" >&2; exit 1;; esac`,
  ];
  return [
    `FROM ${baseImage}`,
    `LABEL ${standInLabel}=true`,
    `RUN export DEBIAN_FRONTEND=noninteractive && ${steps.join(' && ')}`,
    ...changes,
    '',
  ].join('\n');
}
