// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "office/supervisor/Guardian.h"

namespace sidetone::office {

/// The supervisor's process: prepares people, certificates and servers, runs them and answers
/// commands until the end. Returns its exit status.
[[nodiscard]] int runOffice(const StartOptions& options, Inside inside, Descriptor reports,
                            core::Instant started);

}  // namespace sidetone::office
