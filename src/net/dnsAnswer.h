// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>
#include <vector>

#include "core/Result.h"
#include "net/Resolver.h"

namespace sidetone::net {

/// The SRV records of a raw DNS message (RFC 1035 4.1, RFC 2782), with their time to live.
/// Records of other types, with the target "." or with a target that is no host name are left
/// out. BadAnswer where the message is cut or a name leads nowhere.
[[nodiscard]] core::Result<std::vector<SrvRecord>> readSrvAnswer(std::string_view message);

}  // namespace sidetone::net
