// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace sidetone::office {

/// The value of WWW-Authenticate or Proxy-Authenticate (RFC 7616), with the one nonce of this
/// office.
[[nodiscard]] std::string digestQuestion(const std::string& realm);
/// Who the value of Authorization or Proxy-Authorization says it is; empty where it is no Digest.
[[nodiscard]] std::string digestUser(const std::string& header);
/// Whether it proves the password of MD5(user:realm:password).
[[nodiscard]] bool isRightAnswer(const std::string& header, const std::string& method,
                                 const std::string& person);

}  // namespace sidetone::office
