// SPDX-License-Identifier: GPL-3.0-or-later
// What a browser brings to the loopback listener, and what servers say of their sign-on and tokens.
// The first byte chooses who speaks.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "signin/sso/LoopbackPage.h"
#include "signin/sso/TokenSet.h"
#include "signin/sso/parameters.h"
#include "signin/sso/ssoAnswers.h"

namespace {

using namespace sidetone::signin::sso;

void visit(std::string_view request) {
    const auto size = loopbackRequestSize(request);
    if (!size || *size > request.size()) return;
    const auto answer =
        answerLoopback(request.substr(0, *size), {"127.0.0.1:49321", "/a-path-of-its-own"});
    if (answer.bytes.rfind("HTTP/1.1 ", 0) != 0) std::abort();
    // Nobody gets in who does not know the path.
    if (answer.parameters && request.find("/a-path-of-its-own") == std::string_view::npos) {
        std::abort();
    }
}

void readTokens(int status, std::string_view body) {
    const auto tokens = readTokenAnswer(status, body);
    if (tokens && (tokens->access.isEmpty() || tokens->lifetime.count() < 0)) std::abort();
}

/// Fields that were read are written so that they are read the same.
void readAndWrite(std::string_view text) {
    const auto fields = readFields(text);
    if (readFields(encodedFields({fields.begin(), fields.end()})) != fields) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const std::string_view said(reinterpret_cast<const char*>(data) + 1, size - 1);
    switch (data[0] % 6) {
        case 0:
            visit(said);
            break;
        case 1:
            readTokens(200, said);
            break;
        case 2:
            readTokens(400, said);
            break;
        case 3:
            readAndWrite(said);
            break;
        case 4:
            (void)claimedLifetime(said);
            break;
        default:
            (void)readSsoStatus(said);
            (void)readEdgeSso(said);
    }
    return 0;
}
