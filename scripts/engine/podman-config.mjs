// The configuration files of the private Podman: everything that is /etc/containers and /var/lib/containers
// for the system's one is in folders of ours.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bridgeOf, freeWideSubnet } from './bridge.mjs';
import { binaryDirs, findProgram } from './debs.mjs';
import { makeDir } from './paths.mjs';

/** Writes the files and returns the environment in which podman reads them instead of the system's. */
export async function configured(root, { data, run }, env) {
  const config = makeDir(join(run, 'config'));
  const home = join(run, 'home');
  const write = (path, text) => {
    writeFileSync(path, text);
    return path;
  };
  const networks = makeDir(join(data, 'networks'));
  write(join(networks, 'podman.json'), defaultNetwork(await freeWideSubnet('podman', env)));
  // There is no variable for the signature policy: the one in the home directory counts first.
  const policy = { default: [{ type: 'insecureAcceptAnything' }] };
  write(join(makeDir(join(home, '.config', 'containers')), 'policy.json'), JSON.stringify(policy));
  const conf = join(config, 'containers.conf');
  const own = {
    HOME: home,
    CONTAINERS_CONF: conf,
    CONTAINERS_STORAGE_CONF: write(join(config, 'storage.conf'), storageConf(data, run)),
    CONTAINERS_REGISTRIES_CONF: write(join(config, 'registries.conf'), registriesConf),
  };
  // Each container's conmon runs podman again when the container ends, and inherits nothing by itself.
  const forConmon = { ...own };
  for (const name of ['PATH', 'LD_LIBRARY_PATH', 'XTABLES_LIBDIR']) if (env[name]) forConmon[name] = env[name];
  write(conf, containersConf(root, { data, run, networks, forConmon }));
  return { ...env, ...own };
}

const registriesConf = `unqualified-search-registries = ["docker.io"]
short-name-mode = "permissive"
`;

function storageConf(data, run) {
  return `[storage]
driver = "overlay"
graphroot = "${join(data, 'storage')}"
runroot = "${join(run, 'run')}"
`;
}

// JSON's strings and arrays are TOML's too.
function containersConf(root, { data, run, networks, forConmon }) {
  const variables = Object.entries(forConmon).map((entry) => entry.join('='));
  const runc = findProgram(root, 'runc');
  const init = findProgram(root, 'catatonit', 'tini-static');
  return `[containers]
default_ulimits = ${JSON.stringify(ulimits())}
init_path = "${init}"
log_driver = "k8s-file"

[engine]
cgroup_manager = "cgroupfs"
conmon_path = ["${findProgram(root, 'conmon')}"]
conmon_env_vars = ${JSON.stringify(variables)}
events_logger = "file"
init_path = "${init}"
helper_binaries_dir = ${JSON.stringify([join(root, 'usr/lib/podman'), ...binaryDirs(root), '/usr/lib/podman'])}
runtime = "runc"
# Where the podman that ends a container looks: it is told the storage's folder only.
static_dir = "${join(data, 'storage', 'libpod')}"
tmp_dir = "${join(run, 'tmp')}"
volume_path = "${join(data, 'volumes')}"

[engine.runtimes]
runc = ["${runc}"]

[network]
network_backend = "netavark"
network_config_dir = "${networks}"
`;
}

// Podman's defaults are 1048576 for both: a root that may not raise limits could start no container then.
function ulimits() {
  const limits = readFileSync('/proc/self/limits', 'utf8');
  const hard = (title) => Number(new RegExp(`^${title} +\\w+ +(\\d+)`, 'm').exec(limits)?.[1] ?? Infinity);
  // Podman's service lowers its own limit of processes to pid_max.
  const pidMax = Number(readFileSync('/proc/sys/kernel/pid_max', 'utf8'));
  const values = { nofile: hard('Max open files'), nproc: Math.min(hard('Max processes'), pidMax) };
  return Object.entries(values)
    .filter(([, value]) => value < 1048576)
    .map(([name, value]) => `${name}=${value}:${value}`);
}

function defaultNetwork(prefix) {
  return JSON.stringify({
    name: 'podman',
    // The id that Podman gives to its default network everywhere.
    id: '2f259bab93aaaaa2542ba43ef33eb990d0999ee1b9924b557b7be53c0b7a1bb9',
    driver: 'bridge',
    network_interface: bridgeOf('podman'),
    created: new Date().toISOString(),
    subnets: [{ subnet: `${prefix}.0.0/16`, gateway: `${prefix}.0.1` }],
    ipv6_enabled: false,
    internal: false,
    dns_enabled: false,
    ipam_options: { driver: 'host-local' },
  });
}
