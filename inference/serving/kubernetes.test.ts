import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import {
  type Container,
  type KubernetesObject,
  kustomizationSchema,
  parseObject,
  readObjects,
  selects,
  templateOf,
} from "@/inference/serving/testing/kubernetes-objects";
import { parseSettings } from "@/lib/env/env";

const root = path.join(import.meta.dirname, "kubernetes");
const folders = ["weights", "desk", "gateway"] as const;
const kustomization = (folder: string) =>
  kustomizationSchema.parse(parse(readFileSync(path.join(root, folder, "kustomization.yaml"), "utf8")));
const objects = [...readObjects(root), ...folders.flatMap((folder) => readObjects(path.join(root, folder)))];
const repository = path.join(import.meta.dirname, "../..");
const page = readFileSync(path.join(repository, "docs/serving.md"), "utf8");

type Kind = KubernetesObject["kind"];
function find<Wanted extends Kind>(kind: Wanted, name: string): Extract<KubernetesObject, { kind: Wanted }> {
  const found = objects.find((each) => each.kind === kind && each.metadata.name === name);
  if (found === undefined) throw new Error(`there is no ${kind} ${name}`);
  return found as Extract<KubernetesObject, { kind: Wanted }>;
}
const all = <Wanted extends Kind>(kind: Wanted) =>
  objects.filter((each): each is Extract<KubernetesObject, { kind: Wanted }> => each.kind === kind);

const pods = objects.flatMap((each) => {
  const template = templateOf(each);
  return template === null
    ? []
    : [{ name: each.metadata.name, kind: each.kind, labels: template.metadata.labels, spec: template.spec }];
});
const byName = pods.map((pod) => [pod.name, pod] as const);
function pod(name: string) {
  const found = pods.find((each) => each.name === name);
  if (found === undefined) throw new Error(`there is no pod ${name}`);
  return found;
}

/** The literals of a generated ConfigMap, with those of an overlay on top. */
function literals(...from: string[]): Record<string, string> {
  const lines = from.flatMap((folder) => kustomization(folder).configMapGenerator.flatMap((each) => each.literals));
  return Object.fromEntries(lines.map((line) => line.split(/=(.*)/s).slice(0, 2)));
}
const configMaps = (overlay: string[] = ["desk"]): Record<string, Record<string, string>> => ({
  desk: literals(...overlay),
  model: find("ConfigMap", "model").data,
});

/** Stands for what a Secret holds: the URL that CloudNativePG makes, else its name padded to the length of a secret. */
const held = ({ name, key }: { name: string; key: string }) =>
  key === "uri" ? "postgresql://vigil:a-password@postgres-rw.vigil:5432/vigil" : `${name}/${key}`.padEnd(40, "x");

function environment({ envFrom, env }: Container, overlay?: string[]): Record<string, string> {
  const maps = configMaps(overlay);
  const values = envFrom.flatMap(({ configMapRef: { name } }) => Object.entries(maps[name] ?? {}));
  const own = env.map(({ name, value, valueFrom }) => {
    return [name, value ?? (valueFrom ? held(valueFrom.secretKeyRef) : "")];
  });
  return Object.fromEntries([...values, ...own]);
}

describe("the manifests for Kubernetes", () => {
  it("are all named in their kustomization, and nothing else is", () => {
    for (const folder of folders) {
      const files = readdirSync(path.join(root, folder)).filter((file) => file !== "kustomization.yaml");
      const named = kustomization(folder).resources.filter((each) => !each.startsWith("../"));
      expect(named.sort()).toEqual(files.sort());
    }
    expect(kustomization("gateway").resources).toContain("../desk");
  });

  it("would be refused with a misspelt key, a root user or a writable file system", () => {
    const change = (from: string, to: string) => {
      const text = readFileSync(path.join(root, "desk/migrate.yaml"), "utf8");
      expect(text).toContain(from);
      return () => parseObject(parse(text.replace(from, to)));
    };
    expect(change("backoffLimit", "backoffLimits")).toThrow();
    expect(change("runAsNonRoot: true", "runAsNonRoot: false")).toThrow();
    expect(change("readOnlyRootFilesystem: true", "readOnlyRootFilesystem: false")).toThrow();
    expect(change("enableServiceLinks: false", "enableServiceLinks: true")).toThrow();
  });

  it("belong to one part, and have names of their own", () => {
    const names = objects.map(({ kind, metadata }) => `${kind}/${metadata.name}`);
    expect(new Set(names).size).toBe(names.length);
    for (const { metadata } of objects) expect(metadata.labels["app.kubernetes.io/part-of"]).toBe("vigil");
  });

  it("hold no secret, and every Secret they need is explained in docs/serving.md", () => {
    expect(objects.map(({ kind }) => kind)).not.toContain("Secret");
    const needed = pods.flatMap(({ spec }) => spec.containers[0].env.flatMap(({ valueFrom }) => valueFrom ?? []));
    const names = new Set(needed.map(({ secretKeyRef: { name, key } }) => `${name} ${key}`));
    expect([...names].sort()).toEqual([
      "hugging-face HF_TOKEN",
      "postgres-app uri",
      "vigil INFERENCE_API_KEY",
      "vigil VIGIL_SECRET",
    ]);
    for (const name of names) for (const word of name.split(" ")) expect(page).toContain(word);
  });
});

describe("every pod", () => {
  it.each(byName)("%s has a pinned image", (_, { spec }) => {
    const { images } = kustomization("desk");
    const [{ image }] = spec.containers;
    const replaced = images.find(({ name }) => name === image);
    expect(replaced ? `${replaced.newName}:${replaced.newTag}` : image).toMatch(/^[\w./-]+:v?\d[\w.-]+$/);
  });

  it.each(byName)("%s asks for processor and memory, and cannot take more memory than it is given", (_, { spec }) => {
    const [{ resources }] = spec.containers;
    expect(Object.keys(resources.requests)).toEqual(expect.arrayContaining(["cpu", "memory"]));
    expect(Object.keys(resources.limits)).toContain("memory");
  });

  it.each(byName)("%s mounts only volumes that it has, and can write where it must", (_, { spec }) => {
    const [{ volumeMounts }] = spec.containers;
    expect(volumeMounts.map(({ name }) => name).sort()).toEqual(spec.volumes.map(({ name }) => name).sort());
    expect(volumeMounts.map(({ mountPath }) => mountPath)).toContain("/tmp");
    for (const { persistentVolumeClaim } of spec.volumes) {
      if (persistentVolumeClaim) find("PersistentVolumeClaim", persistentVolumeClaim.claimName);
    }
  });

  it.each(byName.filter(([, { kind }]) => kind !== "Job" && kind !== "Pod"))(
    "%s is found by what selects it",
    (name, { labels }) => {
      const owner = objects.find(({ kind, metadata }) => metadata.name === name && /Deployment|StatefulSet/.test(kind));
      if (owner?.kind !== "Deployment" && owner?.kind !== "StatefulSet") throw new Error(`${name} has no owner`);
      expect(selects(owner.spec.selector, labels)).toBe(true);
      expect(selects(find("PodDisruptionBudget", name).spec.selector, labels)).toBe(true);
      for (const spread of owner.spec.template.spec.topologySpreadConstraints ?? []) {
        expect(selects(spread.labelSelector, labels)).toBe(true);
      }
    },
  );

  it.each(byName.filter(([name]) => !["migrate", "weights", "weights-import", "worker"].includes(name)))(
    "%s, which listens, has probes on a port of its own, and a Service",
    (name, { spec, labels }) => {
      const [{ ports, livenessProbe, readinessProbe, startupProbe }] = spec.containers;
      for (const probe of [livenessProbe, readinessProbe, startupProbe ?? livenessProbe]) {
        expect(ports.map((port) => port.name)).toContain(probe?.httpGet.port);
      }
      const service = find("Service", name);
      expect(selects({ matchLabels: service.spec.selector }, labels)).toBe(true);
      for (const { targetPort } of service.spec.ports) expect(ports.map((port) => port.name)).toContain(targetPort);
    },
  );
});

describe("the desk in Kubernetes", () => {
  const { scripts } = JSON.parse(readFileSync(path.join(repository, "package.json"), "utf8"));

  it.each([
    ["web", "web"],
    ["worker", "worker"],
    ["migrate", "db:deploy"],
  ])("%s runs what `npm run %s` runs", (name, script) => {
    expect(pod(name).spec.containers[0].command.join(" ")).toBe(scripts[script]);
  });

  it.each(["web", "worker", "migrate"])("%s has settings that Vigil accepts", (name) => {
    const settings = parseSettings(environment(pod(name).spec.containers[0]));
    expect(settings).toMatchObject({ inferenceEngine: "sglang", inferenceModel: "nopenet/nope-edge", port: 3000 });
    expect(settings.secret).toContain("vigil/VIGIL_SECRET");
    expect(settings.inferenceApiKey).toContain("vigil/INFERENCE_API_KEY");
  });

  it("is ready only when the database is up to date, and gives the look at the model its time", () => {
    const { livenessProbe, readinessProbe } = pod("web").spec.containers[0];
    expect(livenessProbe?.httpGet.path).toBe("/healthz");
    expect(readinessProbe?.httpGet.path).toBe("/readyz");
    expect(readinessProbe?.timeoutSeconds).toBeGreaterThan(3);
  });

  it("scales web between two and more, and nothing else says how many there are", () => {
    const { spec } = find("HorizontalPodAutoscaler", "web");
    expect(spec).toMatchObject({ scaleTargetRef: { kind: "Deployment", name: "web" }, minReplicas: 2 });
    expect(find("Deployment", "web").spec.replicas).toBeUndefined();
    expect(find("Deployment", "worker").spec.replicas).toBeGreaterThan(1);
  });

  it("keeps every answered write on two machines, and no content in PostgreSQL's log", () => {
    const { spec } = find("Cluster", "postgres");
    expect(spec).toMatchObject({
      instances: 3,
      bootstrap: { initdb: { database: "vigil", owner: "vigil" } },
      postgresql: {
        synchronous: { method: "any", number: 1, dataDurability: "required" },
        parameters: { log_min_messages: "log", log_min_error_statement: "panic", log_statement: "none" },
      },
    });
    expect(spec.imageName).toMatch(/:18\.\d+-/);
  });
});

describe("SGLang in Kubernetes", () => {
  const { spec, kind } = pod("sglang");
  const [container] = spec.containers;

  it("runs with the flags of compose.yaml", () => {
    const compose = parse(readFileSync(path.join(import.meta.dirname, "compose.yaml"), "utf8"), { merge: true });
    const flags: string[] = compose.services.sglang.command;
    const settings = (line: string) => line.replace(/\$[({](\w+)(:-[^}]*)?[)}]/, "$1");
    expect(container.args.filter((each) => !each.startsWith("--api-key")).map(settings)).toEqual(flags.map(settings));
    expect(container.args).toContain("--dtype=bfloat16");
    expect(container.image).toBe(compose.services.weights.image.replace(/^\$\{SGLANG_IMAGE:-(.*)\}$/, "$1"));
    for (const name of ["weights", "weights-import"]) {
      expect(pod(name).spec.containers[0].image).toBe(container.image);
    }
  });

  it("never writes conversations to a log, a dump or a trace", () => {
    expect(container.args.join(" ")).not.toMatch(/--log-requests|--crash-dump|--enable-trace|--allow-auto-truncate/);
  });

  it("has one GPU that can do bfloat16 and holds 4B", () => {
    expect(container.resources.requests["nvidia.com/gpu"]).toBe("1");
    expect(container.resources.limits["nvidia.com/gpu"]).toBe("1");
    const terms = spec.affinity?.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms;
    expect(terms?.[0]?.matchExpressions).toEqual([
      { key: "nvidia.com/gpu.compute.major", operator: "Gt", values: ["7"] },
      { key: "nvidia.com/gpu.memory", operator: "Gt", values: ["9999"] },
    ]);
  });

  it("gives its health check more than the 20 s it may take, and a cold start half an hour", () => {
    const { startupProbe, livenessProbe, readinessProbe } = container;
    for (const probe of [startupProbe, livenessProbe, readinessProbe]) {
      expect(probe?.httpGet.path).toBe("/health");
      expect(probe?.timeoutSeconds).toBeGreaterThan(20);
    }
    expect((startupProbe?.periodSeconds ?? 0) * (startupProbe?.failureThreshold ?? 0)).toBeGreaterThanOrEqual(1800);
  });

  it("reads the weights from a volume, offline and without the token, with shared memory", () => {
    expect(environment(container)).toMatchObject({ HF_HUB_OFFLINE: "1", HF_HUB_CACHE: "/weights/hub" });
    expect(environment(container)).not.toHaveProperty("HF_TOKEN");
    const holders = pods.filter((each) => each.spec.containers[0].env.some(({ name }) => name === "HF_TOKEN"));
    expect(holders.map(({ name }) => name)).toEqual(["weights"]);
    expect(container.volumeMounts).toContainEqual({ name: "weights", mountPath: "/weights", readOnly: true });
    expect(container.volumeMounts).toContainEqual({ name: "shm", mountPath: "/dev/shm" });
  });

  it("has each of its replicas named in INFERENCE_URL", () => {
    expect(kind).toBe("StatefulSet");
    const { replicas, serviceName } = find("StatefulSet", "sglang").spec;
    const expected = Array.from({ length: replicas }, (_, index) => `http://sglang-${index}.${serviceName}:30000`);
    const { inferenceUrls } = parseSettings(environment(pod("worker").spec.containers[0]));
    expect(inferenceUrls).toEqual(expected.map((each) => `${each}/v1`));
    const { args } = pod("gateway").spec.containers[0];
    const from = args.indexOf("--worker-urls") + 1;
    expect(args.slice(from, from + replicas + 1)).toEqual([...expected, "--api-key=$(SGLANG_API_KEY)"]);
    expect(find("Service", serviceName).spec.clusterIP).toBe("None");
  });
});

describe("the gateway in Kubernetes", () => {
  const { args } = pod("gateway").spec.containers[0];

  it("takes the place of the replicas in INFERENCE_URL", () => {
    const { inferenceUrls } = parseSettings(environment(pod("worker").spec.containers[0], ["desk", "gateway"]));
    expect(inferenceUrls).toEqual(["http://gateway:30000/v1"]);
  });

  it("tries no more than twice, keeps no history and logs no more than warnings", () => {
    expect(args).toEqual(
      expect.arrayContaining(["--retry-max-retries=2", "--history-backend=none", "--log-level=warn"]),
    );
    expect(args.join(" ")).not.toMatch(/--log-dir|--enable-trace|--service-discovery/);
  });

  it("gives a replica's health check more than the 20 s it may take", () => {
    expect(args).toContain("--health-check-timeout-secs=25");
  });
});

describe("the network in Kubernetes", () => {
  const policies = all("NetworkPolicy");
  const postgres = { "cnpg.io/cluster": "postgres" };
  const labelsOf: Record<string, Record<string, string>> = {
    ...Object.fromEntries(pods.map(({ name, labels }) => [name, labels])),
    postgres,
  };
  const names = Object.keys(labelsOf);

  /** Whether rules of one direction, of every policy for a pod, let a port through to or from another pod. */
  function allows(direction: "ingress" | "egress", name: string, other: string, port: number): boolean {
    const own = policies.filter(({ spec }) => selects(spec.podSelector, labelsOf[name] ?? {}));
    return own.some(({ spec }) => {
      const rules =
        direction === "ingress"
          ? spec.ingress.map(({ from: peers, ports }) => ({ peers, ports }))
          : spec.egress.map(({ to: peers, ports }) => ({ peers, ports }));
      return rules.some(({ peers, ports }) => {
        const byPort = ports === undefined || ports.some((each) => each.protocol === "TCP" && each.port === port);
        const byPeer =
          peers === undefined ||
          peers.some(
            ({ podSelector, namespaceSelector }) =>
              podSelector && !namespaceSelector && selects(podSelector, labelsOf[other] ?? {}),
          );
        return byPort && byPeer;
      });
    });
  }
  const connects = (from: string, to: string, port: number) =>
    allows("egress", from, to, port) && allows("ingress", to, from, port);
  const callersOf = (to: string, port: number) => names.filter((from) => connects(from, to, port)).sort();

  it("is closed where nothing else is said", () => {
    expect(find("NetworkPolicy", "nothing").spec).toEqual({
      podSelector: {},
      policyTypes: ["Ingress", "Egress"],
      ingress: [],
      egress: [],
    });
  });

  it("lets only web, worker and the gateway reach the model", () => {
    expect(callersOf("sglang", 30000)).toEqual(["gateway", "web", "worker"]);
    expect(callersOf("gateway", 30000)).toEqual(["web", "worker"]);
  });

  it("lets only the desk reach the database", () => {
    expect(callersOf("postgres", 5432)).toEqual(["migrate", "postgres", "web", "worker"]);
  });

  it("lets nothing out of SGLang, not even a look-up", () => {
    const own = policies.filter(({ spec }) => selects(spec.podSelector, labelsOf.sglang ?? {}));
    expect(own.flatMap(({ spec }) => spec.egress)).toEqual([]);
    expect(own.some(({ spec }) => spec.policyTypes.includes("Egress"))).toBe(true);
  });

  it("lets only the download reach the internet, and nothing inside", () => {
    const open = policies.filter(({ spec }) =>
      spec.egress.some(({ to }) => to === undefined || to.some(({ ipBlock }) => ipBlock !== undefined)),
    );
    // The instances of PostgreSQL have to reach the API of the cluster, which no selector can name.
    expect(open.map(({ metadata }) => metadata.name).sort()).toEqual(["postgres", "weights"]);
    expect(names.filter((to) => connects("weights", to, 443) || connects("weights", to, 5432))).toEqual([]);
  });

  it("lets nobody in but the proxy, to web", () => {
    const fromOutside = policies.filter(({ spec }) =>
      spec.ingress.some(({ from }) => from === undefined || from.some(({ namespaceSelector }) => namespaceSelector)),
    );
    expect(fromOutside.map(({ metadata }) => metadata.name).sort()).toEqual(["postgres", "web"]);
  });
});
