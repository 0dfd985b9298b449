// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "directory/carddav/CopiedBook.h"
#include "directory/carddav/DavClient.h"

namespace sidetone::directory {

/// Where the search for the address books begins (RFC 6764 6): the address itself where it names a
/// page, then /.well-known/carddav and / of its server. `address`: a URL, a host with or without a
/// port, or a mail address, whose domain counts. Empty where it is none of these.
[[nodiscard]] std::vector<std::string> davStarts(const std::string& address);

/// The address books that the address leads to, without their cards (RFC 6352 7): by the person's
/// principal and homes, or the page itself where it is one. Errors: DavClient's; NotFound where
/// there is none.
[[nodiscard]] core::Task<std::vector<CopiedBook>> findBooks(std::shared_ptr<DavClient> client,
                                                            const std::string& address);

}  // namespace sidetone::directory
