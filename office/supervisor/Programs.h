// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/Result.h"

namespace sidetone::office {

/// How the servers' programs and their data are found.
///
/// Packages may be installed (no prefix), or unpacked into a prefix folder. A prefix is laid over
/// /usr for the office's processes alone where the kernel allows it (Overlay): programs then
/// find everything where their packages put it. Where it does not, programs run from the prefix
/// with the library path and their own options pointing there (Relocated).
class Programs {
public:
    enum class Way { System, Overlay, Relocated };

    Programs(std::string prefix, Way way) : prefix_(std::move(prefix)), way_(way) {}

    /// Where a file of a package is: "/usr/sbin/knotd" or "<prefix>/usr/sbin/knotd". Files of
    /// /etc come from the prefix where the system has none.
    [[nodiscard]] std::string path(std::string_view installed) const;
    /// Environment that programs from a prefix need: LD_LIBRARY_PATH.
    [[nodiscard]] std::vector<std::string> environment() const;
    /// Fails with the missing programs' names and what to do about it.
    [[nodiscard]] core::Status check() const;
    [[nodiscard]] Way way() const { return way_; }
    [[nodiscard]] bool isRelocated() const { return way_ == Way::Relocated; }

    /// The folder of Debian's libraries for this machine, such as "/usr/lib/x86_64-linux-gnu".
    [[nodiscard]] static std::string libraryFolder();

private:
    std::string prefix_;
    Way way_;
};

}  // namespace sidetone::office
