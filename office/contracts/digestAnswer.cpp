// SPDX-License-Identifier: GPL-3.0-or-later
#include "office/contracts/digestAnswer.h"

#include "office/userstore/hashing.h"

namespace sidetone::office {
namespace {

constexpr const char* nonce = "5d0c9f2e7aoffice";

/// The value of name="value" or name=value; empty where it is not there.
std::string field(const std::string& header, const std::string& name) {
    auto at = header.find(name + "=");
    while (at != std::string::npos && at > 0 && header[at - 1] != ' ' && header[at - 1] != ',') {
        at = header.find(name + "=", at + 1);
    }
    if (at == std::string::npos) return {};
    at += name.size() + 1;
    const bool isQuoted = at < header.size() && header[at] == '"';
    if (isQuoted) ++at;
    const auto end = header.find_first_of(isQuoted ? "\"" : ", ", at);
    return header.substr(at, end == std::string::npos ? end : end - at);
}

std::string digest(const std::string& text) {
    return hexadecimal(md5(text));
}

}  // namespace

std::string digestQuestion(const std::string& realm) {
    return "Digest realm=\"" + realm + "\", nonce=\"" + nonce + "\", qop=\"auth\", algorithm=MD5";
}

std::string digestUser(const std::string& header) {
    return header.starts_with("Digest ") ? field(header, "username") : std::string();
}

bool isRightAnswer(const std::string& header, const std::string& method,
                   const std::string& person) {
    if (field(header, "nonce") != nonce) return false;
    const auto what = digest(method + ":" + field(header, "uri"));
    const auto right = digest(person + ":" + nonce + ":" + field(header, "nc") + ":" +
                              field(header, "cnonce") + ":" + field(header, "qop") + ":" + what);
    return sameBytes(right, field(header, "response"));
}

}  // namespace sidetone::office
