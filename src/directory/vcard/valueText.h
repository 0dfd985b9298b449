// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "directory/vcard/ContentLine.h"

namespace sidetone::directory {

/// The property's text: quoted-printable and character set undone (vCard 2.1), then the escapes
/// "\n", "\,", "\;" and "\\" (RFC 6350 3.4).
[[nodiscard]] std::string valueText(const ContentLine& line);
/// The parts of a structured value (N, ORG, ADR), which semicolons part, or of a list (CATEGORIES),
/// which commas part; each as valueText(). 64 at most.
[[nodiscard]] std::vector<std::string> valueParts(const ContentLine& line, char mark = ';');
/// The bytes of a Base64 value; empty where it is none.
[[nodiscard]] std::string valueBytes(const ContentLine& line);
[[nodiscard]] bool isBase64Value(const ContentLine& line);

/// "=C3=9C" as bytes (RFC 2045 6.7); what is no code stays as it is.
[[nodiscard]] std::string fromQuotedPrintable(std::string_view text);

}  // namespace sidetone::directory
