// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace sidetone::office {

/// An invented picture of a person, always the same for the same id: a PNG of 48 x 48 pixels, some
/// 200 bytes.
[[nodiscard]] std::string portrait(const std::string& id);

}  // namespace sidetone::office
