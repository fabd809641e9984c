import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { parseAllDocuments } from "yaml";
import { z } from "zod";

/** The manifests as they are used here: an unknown or misspelt key is refused, which the API server would ignore. */

const labels = z.record(z.string(), z.string());
const quantity = z.string().regex(/^\d+(m|Mi|Gi)?$/);
const expression = z.strictObject({
  key: z.string(),
  operator: z.enum(["In", "NotIn", "Exists", "DoesNotExist", "Gt", "Lt"]),
  values: z.array(z.string()).optional(),
});
const selector = z.strictObject({ matchLabels: labels.optional(), matchExpressions: z.array(expression).optional() });
const metadata = z.strictObject({ name: z.string(), namespace: z.literal("vigil").optional(), labels });

const httpGet = z.strictObject({ path: z.string(), port: z.string() });
const probe = z.strictObject({
  httpGet,
  periodSeconds: z.number(),
  timeoutSeconds: z.number().default(1),
  failureThreshold: z.number().default(3),
});
const reference = z.strictObject({ name: z.string(), key: z.string() });
const variable = z.strictObject({
  name: z.string(),
  value: z.string().optional(),
  valueFrom: z.strictObject({ secretKeyRef: reference }).optional(),
});

const container = z.strictObject({
  name: z.string(),
  image: z.string(),
  command: z.array(z.string()),
  args: z.array(z.string()).default([]),
  ports: z.array(z.strictObject({ name: z.string(), containerPort: z.number() })).default([]),
  envFrom: z.array(z.strictObject({ configMapRef: z.strictObject({ name: z.string() }) })).default([]),
  env: z.array(variable).default([]),
  startupProbe: probe.optional(),
  livenessProbe: probe.optional(),
  readinessProbe: probe.optional(),
  lifecycle: z.strictObject({ preStop: z.strictObject({ sleep: z.strictObject({ seconds: z.number() }) }) }).optional(),
  resources: z.strictObject({
    requests: z.record(z.string(), quantity),
    limits: z.record(z.string(), quantity),
  }),
  securityContext: z.strictObject({
    allowPrivilegeEscalation: z.literal(false),
    readOnlyRootFilesystem: z.literal(true),
    capabilities: z.strictObject({ drop: z.tuple([z.literal("ALL")]) }),
  }),
  volumeMounts: z.array(z.strictObject({ name: z.string(), mountPath: z.string(), readOnly: z.boolean().optional() })),
});

const volume = z.strictObject({
  name: z.string(),
  emptyDir: z.strictObject({ medium: z.literal("Memory").optional(), sizeLimit: quantity.optional() }).optional(),
  persistentVolumeClaim: z.strictObject({ claimName: z.string(), readOnly: z.boolean().optional() }).optional(),
});

const podSpec = z.strictObject({
  restartPolicy: z.enum(["OnFailure", "Never"]).optional(),
  activeDeadlineSeconds: z.number().optional(),
  terminationGracePeriodSeconds: z.number().optional(),
  automountServiceAccountToken: z.literal(false),
  enableServiceLinks: z.literal(false),
  securityContext: z.strictObject({
    runAsNonRoot: z.literal(true),
    runAsUser: z.number().min(1000),
    runAsGroup: z.number().min(1000),
    fsGroup: z.number().min(1000).optional(),
    seccompProfile: z.strictObject({ type: z.literal("RuntimeDefault") }),
  }),
  tolerations: z.array(z.strictObject({ key: z.string(), operator: z.string(), effect: z.string() })).optional(),
  affinity: z
    .strictObject({
      nodeAffinity: z.strictObject({
        requiredDuringSchedulingIgnoredDuringExecution: z.strictObject({
          nodeSelectorTerms: z.array(z.strictObject({ matchExpressions: z.array(expression) })),
        }),
      }),
    })
    .optional(),
  topologySpreadConstraints: z
    .array(
      z.strictObject({
        maxSkew: z.number(),
        topologyKey: z.string(),
        whenUnsatisfiable: z.string(),
        labelSelector: selector,
      }),
    )
    .optional(),
  containers: z.tuple([container]),
  volumes: z.array(volume),
});
const template = z.strictObject({ metadata: z.strictObject({ labels }), spec: podSpec });

const port = z.strictObject({ protocol: z.enum(["TCP", "UDP"]), port: z.number() });
const peer = z.strictObject({
  podSelector: selector.optional(),
  namespaceSelector: selector.optional(),
  ipBlock: z.strictObject({ cidr: z.string(), except: z.array(z.string()) }).optional(),
});

const of = <Kind extends string, Shape extends z.ZodRawShape>(apiVersion: string, kind: Kind, shape: Shape) =>
  z.strictObject({ apiVersion: z.literal(apiVersion), kind: z.literal(kind), metadata, ...shape });

const object = z.discriminatedUnion("kind", [
  z.strictObject({ ...of("v1", "Namespace", {}).shape }),
  of("v1", "ConfigMap", { data: labels }),
  of("v1", "PersistentVolumeClaim", {
    spec: z.strictObject({
      accessModes: z.array(z.string()),
      resources: z.strictObject({ requests: z.strictObject({ storage: quantity }) }),
    }),
  }),
  of("v1", "Service", {
    spec: z.strictObject({
      clusterIP: z.literal("None").optional(),
      selector: labels,
      ports: z.array(z.strictObject({ name: z.string(), port: z.number(), targetPort: z.string() })),
    }),
  }),
  of("v1", "Pod", { spec: podSpec }),
  of("batch/v1", "Job", {
    spec: z.strictObject({ backoffLimit: z.number(), ttlSecondsAfterFinished: z.number(), template }),
  }),
  of("apps/v1", "Deployment", {
    spec: z.strictObject({
      replicas: z.number().optional(),
      selector,
      strategy: z
        .strictObject({
          type: z.string(),
          rollingUpdate: z.strictObject({ maxUnavailable: z.number(), maxSurge: z.number() }),
        })
        .optional(),
      template,
    }),
  }),
  of("apps/v1", "StatefulSet", {
    spec: z.strictObject({
      serviceName: z.string(),
      replicas: z.number(),
      podManagementPolicy: z.literal("Parallel"),
      selector,
      template,
    }),
  }),
  of("policy/v1", "PodDisruptionBudget", {
    spec: z.strictObject({ minAvailable: z.number().optional(), maxUnavailable: z.number().optional(), selector }),
  }),
  of("autoscaling/v2", "HorizontalPodAutoscaler", {
    spec: z.looseObject({
      scaleTargetRef: z.strictObject({ apiVersion: z.string(), kind: z.string(), name: z.string() }),
      minReplicas: z.number(),
      maxReplicas: z.number(),
    }),
  }),
  of("networking.k8s.io/v1", "NetworkPolicy", {
    spec: z.strictObject({
      podSelector: selector,
      policyTypes: z.array(z.enum(["Ingress", "Egress"])),
      ingress: z.array(z.strictObject({ from: z.array(peer).optional(), ports: z.array(port).optional() })).default([]),
      egress: z.array(z.strictObject({ to: z.array(peer).optional(), ports: z.array(port).optional() })).default([]),
    }),
  }),
  of("postgresql.cnpg.io/v1", "Cluster", { spec: z.looseObject({ instances: z.number(), imageName: z.string() }) }),
]);

export type KubernetesObject = z.infer<typeof object>;
export type Container = z.infer<typeof container>;
type PodSelector = z.infer<typeof selector>;

export const kustomizationSchema = z.strictObject({
  apiVersion: z.literal("kustomize.config.k8s.io/v1beta1"),
  kind: z.literal("Kustomization"),
  namespace: z.literal("vigil"),
  resources: z.array(z.string()),
  images: z.array(z.strictObject({ name: z.string(), newName: z.string(), newTag: z.string() })).default([]),
  configMapGenerator: z
    .array(z.strictObject({ name: z.string(), behavior: z.literal("merge").optional(), literals: z.array(z.string()) }))
    .default([]),
});

/** Parses one manifest. @throws z.ZodError for what is not of the form used here */
export function parseObject(value: unknown): KubernetesObject {
  return object.parse(value);
}

/** The objects of every manifest in a folder, the kustomization left out. @throws z.ZodError as `parseObject` */
export function readObjects(folder: string): KubernetesObject[] {
  const files = readdirSync(folder).filter((file) => file.endsWith(".yaml") && file !== "kustomization.yaml");
  return files.sort().flatMap((file) => {
    const documents = parseAllDocuments(readFileSync(path.join(folder, file), "utf8"));
    return documents.map((document) => parseObject(document.toJS()));
  });
}

/** The pod template of an object that has one, else null; a pod is its own. */
export function templateOf(given: KubernetesObject) {
  if (given.kind === "Pod") return { metadata: given.metadata, spec: given.spec };
  return given.kind === "Deployment" || given.kind === "StatefulSet" || given.kind === "Job"
    ? given.spec.template
    : null;
}

/** Whether a selector takes a pod with these labels. */
export function selects(
  { matchLabels = {}, matchExpressions = [] }: PodSelector,
  pod: Record<string, string>,
): boolean {
  const byLabel = Object.entries(matchLabels).every(([key, value]) => pod[key] === value);
  return (
    byLabel &&
    matchExpressions.every(({ key, operator, values = [] }) => {
      if (operator === "In") return pod[key] !== undefined && values.includes(pod[key]);
      if (operator === "NotIn") return pod[key] === undefined || !values.includes(pod[key]);
      throw new Error(`no rule for the operator ${operator}`);
    })
  );
}
