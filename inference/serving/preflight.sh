#!/bin/sh
# Refuses a GPU that cannot serve NOPE Edge in bfloat16, with the reason.
#
# Usage: sh preflight.sh        on the host, or as the `preflight` service of compose.yaml
#
# Reads    INFERENCE_MODEL            nopenet/nope-edge (default) or nopenet/nope-edge-mini
#          PREFLIGHT_MIN_MEMORY_MIB   least total memory in MiB instead of the model's own; 0 skips the check
#          SGLANG_GPU                 on the host: index or UUID of the one GPU to look at (default: every GPU)
#          HF_HUB_CACHE               when set, the weights of the model must be in this cache
# Exit     0  every GPU looked at can serve the model
#          2  wrong use: a variable has a value that makes no sense
#         10  nvidia-smi is missing: no NVIDIA driver, or the container was given no GPU
#         11  nvidia-smi failed or listed no GPU
#         12  nvidia-smi's answer was not understood
#         13  compute capability below 8.0: no bfloat16
#         14  too little memory
#         15  the weights are not in the cache
#
# Uses nothing but the shell and nvidia-smi, so that it runs in any image.
set -u

refuse() {
  code=$1
  shift
  printf 'preflight: %s\n' "$@" >&2
  exit "$code"
}

is_number() {
  case $1 in '' | *[!0-9]*) return 1 ;; esac
}

model=${INFERENCE_MODEL:-nopenet/nope-edge}

# 16-bit weights take 2 bytes a parameter (4B: 7.5 GiB, 1.7B: 3.3 GiB). SGLang may use 80 % of the card for them and
# its key-value cache, at least one window of 2,048 tokens (0.3 GiB): 10,000 and 5,000 MiB are where that just fits.
case $model in
  */*mini*) need=5000 ;;
  */*) need=10000 ;;
  *) refuse 2 "INFERENCE_MODEL is \"$model\"; expected OWNER/NAME, such as nopenet/nope-edge" ;;
esac
if [ -n "${PREFLIGHT_MIN_MEMORY_MIB:-}" ]; then
  need=$PREFLIGHT_MIN_MEMORY_MIB
  is_number "$need" || refuse 2 "PREFLIGHT_MIN_MEMORY_MIB is \"$need\"; expected a whole number of MiB"
fi

command -v nvidia-smi >/dev/null 2>&1 || refuse 10 "nvidia-smi was not found, so no NVIDIA GPU can be used here." \
  "On the host: install the NVIDIA driver. In a container: install the NVIDIA Container Toolkit and restart Docker." \
  "Without a GPU, see \"No GPU\" in docs/serving.md."

if listed=$(nvidia-smi ${SGLANG_GPU:+-i "$SGLANG_GPU"} --query-gpu=name,compute_cap,memory.total --format=csv,noheader); then
  :
else
  refuse 11 "nvidia-smi failed, so the driver cannot be used: $listed"
fi

position=0
fit=''
no_bfloat16=''
too_small=''
while IFS= read -r line; do
  case $line in
    '' | 'No devices were found'*) continue ;;
    WARNING:*)
      printf 'preflight: nvidia-smi says: %s\n' "$line" >&2
      continue
      ;;
  esac
  memory=${line##*, }
  rest=${line%, *}
  capability=${rest##*, }
  name=${rest%, *}
  major=${capability%%.*}
  minor=${capability#*.}
  mib=${memory% MiB}
  gpu="GPU ${SGLANG_GPU:-$position} ($name, compute capability $capability, $memory)"

  if [ "$name, $capability, $memory" != "$line" ] || [ "$major.$minor" != "$capability" ] ||
    ! is_number "$major" || ! is_number "$minor"; then
    refuse 12 "nvidia-smi's answer was not understood: $line"
  fi
  if [ "$need" -gt 0 ] && { [ "$mib MiB" != "$memory" ] || ! is_number "$mib"; }; then
    refuse 12 "nvidia-smi's answer was not understood: the memory in \"$line\"." \
      "If this GPU shares the machine's memory and there is enough, set PREFLIGHT_MIN_MEMORY_MIB=0."
  fi

  if [ "$major" -lt 8 ]; then
    no_bfloat16=yes
    printf 'preflight: %s\n' "$gpu cannot be used: bfloat16 needs compute capability 8.0 or newer." >&2
  elif [ "$need" -gt 0 ] && [ "$mib" -lt "$need" ]; then
    too_small=yes
    printf 'preflight: %s\n' "$gpu is too small for $model in bfloat16: it needs $need MiB in all." >&2
  else
    fit="$fit ${SGLANG_GPU:-$position}"
    printf 'preflight: %s\n' "$gpu is fine for $model."
  fi
  position=$((position + 1))
done <<LIST
$listed
LIST
[ "$position" -gt 0 ] || refuse 11 "nvidia-smi found no GPU: ${listed:-it printed nothing}"

if [ -n "$no_bfloat16$too_small" ]; then
  [ -z "$fit" ] || printf 'preflight: %s\n' "To use a GPU that is fine, set SGLANG_GPU to one of:$fit." >&2
  [ -z "$no_bfloat16" ] || refuse 13 "Float16 is no way round it: the model's makers warn that it is unstable there. Use an Ampere GPU or newer."
  case $model in */*mini*) refuse 14 "Use a larger GPU." ;; esac
  refuse 14 "Use a larger GPU, or INFERENCE_MODEL=nopenet/nope-edge-mini, which needs 5000 MiB."
fi

if [ -n "${HF_HUB_CACHE:-}" ]; then
  for file in "$HF_HUB_CACHE/models--${model%%/*}--${model#*/}/snapshots"/*/*.safetensors; do
    [ -e "$file" ] && exit 0
  done
  refuse 15 "The weights of $model are not in $HF_HUB_CACHE." \
    "Fetch them once: HF_TOKEN=... docker compose run --rm weights"
fi
