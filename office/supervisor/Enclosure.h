// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <sys/types.h>

#include <functional>
#include <string>

#include "core/Result.h"
#include "office/supervisor/Descriptor.h"

namespace sidetone::office {

/// How the office's processes are kept from outliving it.
enum class Enclosing {
    PidNamespace,  ///< the kernel kills all when the supervisor ends, however it ends
    Marks,         ///< no namespaces here: death signals, and a sweep by environment marks
};

/// What the supervisor's process is told about where it runs.
struct Inside {
    Enclosing enclosing = Enclosing::Marks;
    bool ownMounts = false;  ///< it may mount without anybody else seeing it
    Descriptor lifeline;     ///< 'q' asks for an orderly stop; its end means that all is over
};

/// The supervisor's process, seen from outside.
struct Enclosed {
    pid_t process = 0;
    Enclosing enclosing = Enclosing::Marks;
    Descriptor lifeline;  ///< write 'q' to stop; closing it ends the supervisor at once
};

enum class Namespaces { Allowed, Forbidden };

/// Forks a process that runs `body` as init of a PID namespace of its own (with a user namespace
/// for ordinary users, and a mount namespace if it is wanted), or without where the kernel
/// forbids them. It ends when the caller ends.
[[nodiscard]] core::Result<Enclosed> enclose(Namespaces namespaces, bool wantMounts,
                                             const std::function<int(Inside)>& body);

/// Lays prefix/usr over /usr, and /etc over prefix/etc, in the own mount namespace. False where it
/// cannot be done.
[[nodiscard]] bool layOver(const std::string& prefix);

}  // namespace sidetone::office
