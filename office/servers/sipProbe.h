// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "net/Endpoint.h"

namespace sidetone::office {

// Whether a SIP server answers OPTIONS with 200; blocking, for threads that may wait.

[[nodiscard]] bool answersOptionsByUdp(const net::Endpoint& server, const std::string& domain);
[[nodiscard]] bool answersOptionsByTls(const net::Endpoint& server, const std::string& domain);

}  // namespace sidetone::office
