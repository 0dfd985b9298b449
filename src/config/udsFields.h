// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "config/Uds.h"
#include "core/XmlElement.h"

namespace sidetone::config {

/// The directory part of a `user` element, alone or in a search answer.
[[nodiscard]] UdsPerson personOf(const core::XmlElement& user);
/// An `extension` or `primaryExtension` element.
[[nodiscard]] UdsExtension extensionOf(const core::XmlElement& element);

}  // namespace sidetone::config
