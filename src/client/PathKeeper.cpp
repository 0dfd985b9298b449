// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/PathKeeper.h"

namespace sidetone::client {
namespace {

constexpr const char* file = "paths";

}  // namespace

PathKeeper::PathKeeper(Ports ports, ProfileFolder folder)
    : ports_(std::move(ports)), folder_(std::move(folder)) {
    if (const auto text = folder_.read(file)) memory_ = media::PathMemory::parse(*text);
}

std::optional<int> PathKeeper::first(const std::string& domain) {
    return memory_.first({ports_.network(), domain}, ports_.clock.wallTime());
}

void PathKeeper::note(const std::string& domain, int bitsPerSecond) {
    memory_.note({ports_.network(), domain}, bitsPerSecond, ports_.clock.wallTime());
    if (const auto kept = folder_.write(file, memory_.text()); !kept) {
        ports_.log.warning("phone", kept.error().sentence());
    }
}

}  // namespace sidetone::client
