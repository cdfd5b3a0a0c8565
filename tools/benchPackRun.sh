#!/bin/sh
# Runs the bench on a Linux x64 server: ./run.sh [--works ...] [--rounds N] [--json FILE]; --help lists all.
# Needs gzip, and the Vulkan loader and driver of a GPU. Ends with 3, and a sentence, where one is missing.
set -eu

here=$(cd "$(dirname "$0")" && pwd)

refuse() {
  echo "$1" >&2
  exit 3
}

[ "$(uname -s) $(uname -m)" = "Linux x86_64" ] || refuse "This bench runs on Linux x86_64; this machine is $(uname -s) $(uname -m)."
command -v gzip >/dev/null || refuse "gzip is missing: install it, so that the bench can be unpacked."

# Unpacked once, beside this script; where that cannot be written, into a folder that goes when the bench ends.
unpacked=$here/unpacked
if ! mkdir -p "$unpacked" 2>/dev/null || ! [ -w "$unpacked" ]; then
  unpacked=$(mktemp -d) || refuse "No folder can be written here: set TMPDIR to one that can."
  trap 'rm -rf "$unpacked"' EXIT
fi
if ! [ -e "$unpacked/complete" ]; then
  cp -R "$here/bench/." "$unpacked"
  gzip -dc "$here/node.gz" >"$unpacked/node" || refuse "The bench could not be unpacked into $unpacked: is there room for 130 MB?"
  gzip -dc "$here/dawn.node.gz" >"$unpacked/node_modules/webgpu/dist/linux-x64/dawn.node" ||
    refuse "The bench could not be unpacked into $unpacked: is there room for 130 MB?"
  chmod +x "$unpacked/node"
  : >"$unpacked/complete"
fi
"$unpacked/node" --version >/dev/null 2>&1 ||
  refuse "The packed Node does not start here: it needs glibc 2.34 or newer, and a folder that programs may run from ($unpacked; else set TMPDIR)."

# Its help says how it is called here.
export BENCH_COMMAND=./run.sh
for word in "$@"; do
  [ "$word" = --help ] && exec "$unpacked/node" "$unpacked/initscope.js" --help
done

# The first libvulkan.so.1 of: $VK_LOADER, a folder named .gl here or above, what ldconfig knows, the usual folders.
find_loader() {
  if [ -n "${VK_LOADER:-}" ]; then
    [ -e "$VK_LOADER" ] && echo "$VK_LOADER"
    return 0
  fi
  for folder in "$here/.gl" "$here/../.gl"; do
    [ -d "$folder" ] && found=$(find "$folder" -name 'libvulkan.so.1' | head -n 1) && [ -n "$found" ] && echo "$found" && return 0
  done
  found=$( (ldconfig -p || /sbin/ldconfig -p) 2>/dev/null | sed -n 's/.*libvulkan\.so\.1 .*x86-64.* => //p' | head -n 1)
  [ -n "$found" ] && echo "$found" && return 0
  for folder in /usr/lib/x86_64-linux-gnu /usr/lib64 /usr/lib /lib64 /usr/local/lib /usr/local/lib64 /usr/local/nvidia/lib64; do
    [ -e "$folder/libvulkan.so.1" ] && echo "$folder/libvulkan.so.1" && return 0
  done
  return 0
}

loader=$(find_loader)
if [ -z "$loader" ]; then
  [ -n "${VK_LOADER:-}" ] && refuse "VK_LOADER names $VK_LOADER, which does not exist."
  refuse "The Vulkan loader, libvulkan.so.1, is missing: install it (libvulkan1 on Debian and Ubuntu, vulkan-loader on Fedora), or name it in VK_LOADER."
fi

# The driver's own libraries may lie where only containers of its maker put them.
LD_LIBRARY_PATH=$(dirname "$loader")${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}
[ -d /usr/local/nvidia/lib64 ] && LD_LIBRARY_PATH=$LD_LIBRARY_PATH:/usr/local/nvidia/lib64
export LD_LIBRARY_PATH

# A driver that is named is the person's choice; else any manifest in a folder that the loader reads, or NVIDIA's own.
named=${VK_DRIVER_FILES:-${VK_ICD_FILENAMES:-}}
if [ -n "$named" ]; then
  found=
  IFS=:
  for file in $named; do [ -e "$file" ] && found=$file; done
  unset IFS
  [ -n "$found" ] || refuse "VK_DRIVER_FILES names $named, which does not exist."
else
  for folder in /usr/share/vulkan/icd.d /etc/vulkan/icd.d /usr/local/share/vulkan/icd.d /usr/local/etc/vulkan/icd.d /usr/local/nvidia/share/vulkan/icd.d; do
    for file in "$folder"/*.json; do [ -e "$file" ] && named=${named:+$named:}$file; done
  done
  [ -n "$named" ] || refuse "No Vulkan driver is installed: there is no .json in /usr/share/vulkan/icd.d, /etc/vulkan/icd.d or their like. Install your GPU's driver with its Vulkan part, or name its manifest in VK_DRIVER_FILES."
  export VK_DRIVER_FILES="$named" VK_ICD_FILENAMES="$named"
fi

"$unpacked/node" "$unpacked/initscope.js" "$@"
