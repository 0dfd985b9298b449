// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "store/StoredMessage.h"
#include "store/exportHistory.h"

namespace sidetone::store {

/// What stands before and behind the messages of a file.
[[nodiscard]] std::string exportHead(ExportForm form);
[[nodiscard]] std::string exportTail(ExportForm form);

/// One message. `isFirst`: none was written before it.
[[nodiscard]] std::string exportMessage(ExportForm form, const StoredMessage& message,
                                        const std::string& ownName, bool isFirst);

}  // namespace sidetone::store
