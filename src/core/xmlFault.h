// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace sidetone::core {

/// Where a document stops being XML that we take, for people who write such files.
struct XmlFault {
    int line = 0;    ///< from 1
    int column = 0;  ///< from 1, in bytes
    std::string why;
};

/// The first fault; empty where the document is well-formed and holds no document type
/// declaration. Undeclared prefixes are taken, as XmlNames::Plain does.
[[nodiscard]] std::optional<XmlFault> findXmlFault(std::string_view document);

}  // namespace sidetone::core
