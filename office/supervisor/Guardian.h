// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "core/Clock.h"
#include "office/supervisor/Descriptor.h"
#include "office/supervisor/Enclosure.h"
#include "office/supervisor/Folder.h"
#include "office/supervisor/Layout.h"

namespace sidetone::office {

/// What `start` was told.
struct StartOptions {
    Layout layout;           ///< folder, domain, prefix, media ports, contacts
    std::size_t people = 0;  ///< invented people besides the demo users, at least
    Namespaces namespaces = Namespaces::Allowed;
};

/// Runs an office in the calling process until it is stopped: claims addresses, encloses the
/// supervisor, passes signals on, and cleans up behind it. `reports` is the writing end of a
/// pipe (see Report). Returns the exit status.
[[nodiscard]] int guard(const Folder& folder, StartOptions options, Descriptor reports,
                        core::Instant started);

}  // namespace sidetone::office
