// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstdlib>

#include "sip/auth/Digest.h"
#include "sip/message/parseMessage.h"

/// Any bytes as a SIP message: what is valid, written and read again is valid too.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace sidetone::sip;
    const std::string bytes(reinterpret_cast<const char*>(data), size);
    static_cast<void>(DigestChallenge::parse(bytes));
    static_cast<void>(NameAddress::parse(bytes));
    const auto message = parseMessage(bytes);
    if (!message || !validate(*message)) return 0;
    static_cast<void>(summary(*message));
    static_cast<void>(contactOf(headersOf(*message)));
    if (const auto* request = std::get_if<Request>(&*message)) {
        const auto again = parseMessage(serialize(*request));
        if (!again || !validate(*again)) std::abort();
        if (!parseMessage(serialize(makeResponse(*request, 486, "tag")))) std::abort();
    }
    return 0;
}
