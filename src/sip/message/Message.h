// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

#include "core/Result.h"
#include "sip/message/Headers.h"
#include "sip/message/NameAddress.h"
#include "sip/message/Via.h"

namespace sidetone::sip {

/// RFC 3261 20.16. The number is below 2^31 (8.1.1.5).
struct CSeq {
    std::uint32_t number = 0;
    std::string method;
    static core::Result<CSeq> parse(std::string_view text);
    [[nodiscard]] std::string text() const { return std::to_string(number) + " " + method; }
};

struct Request {
    std::string method;  ///< case-sensitive (RFC 3261 7.1)
    Uri uri;
    Headers headers;
    std::string body;
};

struct Response {
    int status = 0;  ///< 100 to 699
    std::string reason;
    Headers headers;
    std::string body;

    [[nodiscard]] bool isProvisional() const { return status < 200; }
    [[nodiscard]] bool isSuccess() const { return status >= 200 && status < 300; }
};

using Message = std::variant<Request, Response>;

[[nodiscard]] const Headers& headersOf(const Message& message);

// What every valid message has, read out of it (RFC 3261 8.1.1). After validate() these cannot
// fail; before it they give empty values.
[[nodiscard]] Via topVia(const Headers& headers);
[[nodiscard]] CSeq cseqOf(const Headers& headers);
[[nodiscard]] NameAddress fromOf(const Headers& headers);
[[nodiscard]] NameAddress toOf(const Headers& headers);
[[nodiscard]] std::string_view callIdOf(const Headers& headers);
/// The first Contact; an error where there is none or it is broken.
[[nodiscard]] core::Result<NameAddress> contactOf(const Headers& headers);

/// Checks what must be there once and must be readable: Via, From, To, Call-ID, CSeq (whose
/// method must be the request's), Max-Forwards where present. The error's `answer` fits into a
/// 400's reason phrase.
[[nodiscard]] core::Status validate(const Message& message);

/// As on the wire, with Content-Length set from the body.
[[nodiscard]] std::string serialize(const Request& request);
[[nodiscard]] std::string serialize(const Response& response);

/// "INVITE sip:anna@office.example" or "200 OK (INVITE)": for logs.
[[nodiscard]] std::string summary(const Message& message);

/// RFC 3261 8.2.6: Via, From, To, Call-ID, CSeq are copied. The tag goes to To where it has none
/// and the status is not 100; an empty one adds none.
[[nodiscard]] Response makeResponse(const Request& request, int status, std::string_view toTag,
                                    std::string_view reason = {});
/// The usual phrase of a status code.
[[nodiscard]] std::string_view reasonPhrase(int status);

}  // namespace sidetone::sip
