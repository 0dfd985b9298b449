// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include "directory/carddav/CopiedBook.h"
#include "directory/carddav/DavClient.h"

namespace sidetone::directory {

/// Our copy brought up to date: by the list of changes since its token (RFC 6578), from the start
/// where the server has forgotten that, or by comparing the tags of all cards where it keeps no
/// list; then the cards that are new or other ones are fetched (RFC 6352 8.7). Where nothing
/// changed, the copy comes back as it was. Errors: DavClient's.
[[nodiscard]] core::Task<CopiedBook> syncBook(std::shared_ptr<DavClient> client, CopiedBook before,
                                              CopyLimits limits = {});

}  // namespace sidetone::directory
