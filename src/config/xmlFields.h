// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/Result.h"
#include "core/XmlElement.h"

// Small readings that the parsers of this room share. Elements are found by local name alone.

namespace sidetone::config {

/// Reads the document; the error says which document it was.
[[nodiscard]] core::Result<core::XmlElement> readDocument(std::string_view document,
                                                          std::string_view what);
/// The same, refused where the root has another name.
[[nodiscard]] core::Result<core::XmlElement> readDocument(std::string_view document,
                                                          std::string_view what,
                                                          std::string_view rootName);
/// The first element of that name at any depth in document order, the element itself included;
/// null where there is none.
[[nodiscard]] const core::XmlElement* findAnywhere(const core::XmlElement& element,
                                                   std::string_view name);
/// The element's own text, trimmed.
[[nodiscard]] std::string textOf(const core::XmlElement& element);
/// Trimmed texts of all children of that name that have one.
[[nodiscard]] std::vector<std::string> childTexts(const core::XmlElement& element,
                                                  std::string_view name);
/// true, 1, yes and on in any case are true; false, 0, no, off false; else empty.
[[nodiscard]] std::optional<bool> toBoolean(std::string_view text);
/// The child's boolean, or the fallback where it is absent, empty or something else.
[[nodiscard]] bool booleanOf(const core::XmlElement& element, std::string_view child,
                             bool fallback);
/// The child's number, or the fallback where it is absent, empty or outside the range.
[[nodiscard]] int numberOf(const core::XmlElement& element, std::string_view child, int fallback,
                           int least, int most);
/// The same for a port, 1 to 65535.
[[nodiscard]] std::uint16_t portOf(const core::XmlElement& element, std::string_view child,
                                   std::uint16_t fallback);

}  // namespace sidetone::config
