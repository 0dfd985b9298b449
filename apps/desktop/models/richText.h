// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <string>
#include <string_view>
#include <vector>

#include "messaging/MessageControl.h"

namespace sidetone::desktop {

/// A message's text as Qt's StyledText: every sign of it is escaped, and only the looks that
/// messaging::styledText found become tags. Empty where the text has no looks at all, so that it
/// can be drawn as plain text, which costs less. Nothing in it loads anything.
[[nodiscard]] QString richText(std::string_view body, const std::vector<std::string>& names);

/// The same with the found words strong, on one line, from shortly before the first of them.
[[nodiscard]] QString highlighted(const std::string& body,
                                  const std::vector<messaging::TextRange>& matches);

/// The signs that mean something in StyledText, made harmless.
[[nodiscard]] QString escaped(std::string_view text);

}  // namespace sidetone::desktop
