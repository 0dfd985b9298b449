// SPDX-License-Identifier: GPL-3.0-or-later
#include "sip/message/Message.h"

#include <array>

#include "core/text.h"
#include "sip/message/tokens.h"

namespace sidetone::sip {
namespace {

core::Error bad(std::string why) {
    return core::fail(core::ErrorCode::BadAnswer, "Reading a SIP message", std::move(why));
}

core::Status checkSingle(const Headers& headers, std::string_view name) {
    const auto count = headers.count(name);
    if (count == 0) return bad("Missing " + std::string(name));
    if (count > 1) return bad("More than one " + std::string(name));
    return {};
}

core::Status checkAddress(const Headers& headers, std::string_view name) {
    if (auto single = checkSingle(headers, name); !single) return single;
    if (!NameAddress::parse(headers.first(name))) return bad("Bad " + std::string(name));
    return {};
}

std::string writeHeaders(const Headers& headers, const std::string& body) {
    std::string out;
    for (const auto& field : headers.all()) {
        if (core::equalsIgnoringCase(field.name, "Content-Length")) continue;
        out += field.name + ": " + field.value + "\r\n";
    }
    return out + "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

}  // namespace

core::Result<CSeq> CSeq::parse(std::string_view text) {
    text = core::trim(text);
    const auto space = text.find_first_of(" \t");
    if (space == std::string_view::npos) return bad("Bad CSeq");
    const auto number = core::parseNumber(text.substr(0, space));
    const auto method = core::trim(text.substr(space));
    if (!number || *number >= (1ULL << 31U) || !isToken(method)) return bad("Bad CSeq");
    return CSeq{static_cast<std::uint32_t>(*number), std::string(method)};
}

const Headers& headersOf(const Message& message) {
    return std::visit([](const auto& any) -> const Headers& { return any.headers; }, message);
}

Via topVia(const Headers& headers) {
    const auto values = headers.values("Via");
    if (values.empty()) return {};
    return Via::parse(values.front()).value_or(Via{});
}

CSeq cseqOf(const Headers& headers) {
    return CSeq::parse(headers.first("CSeq")).value_or(CSeq{});
}

NameAddress fromOf(const Headers& headers) {
    return NameAddress::parse(headers.first("From")).value_or(NameAddress{});
}

NameAddress toOf(const Headers& headers) {
    return NameAddress::parse(headers.first("To")).value_or(NameAddress{});
}

std::string_view callIdOf(const Headers& headers) {
    return headers.first("Call-ID");
}

core::Result<NameAddress> contactOf(const Headers& headers) {
    const auto values = headers.values("Contact");
    if (values.empty()) return bad("Missing Contact");
    return NameAddress::parse(values.front());
}

core::Status validate(const Message& message) {
    const auto& headers = headersOf(message);
    const auto vias = headers.values("Via");
    if (vias.empty()) return bad("Missing Via");
    for (const auto via : vias) {
        if (!Via::parse(via)) return bad("Bad Via");
    }
    if (auto from = checkAddress(headers, "From"); !from) return from;
    if (auto to = checkAddress(headers, "To"); !to) return to;
    if (auto id = checkSingle(headers, "Call-ID"); !id) return id;
    if (headers.first("Call-ID").empty()) return bad("Empty Call-ID");
    if (auto single = checkSingle(headers, "CSeq"); !single) return single;
    const auto cseq = CSeq::parse(headers.first("CSeq"));
    if (!cseq) return cseq.error();
    if (headers.count("Max-Forwards") > 0) {
        const auto hops = core::parseNumber(headers.first("Max-Forwards"));
        if (headers.count("Max-Forwards") > 1 || !hops || *hops > 255) {
            return bad("Bad Max-Forwards");
        }
    }
    const auto* request = std::get_if<Request>(&message);
    if (request != nullptr && request->method != cseq->method) {
        return bad("CSeq method does not match the request");
    }
    // 19.1.5: headers have no place in a Request-URI.
    if (request != nullptr && !request->uri.headers.empty()) {
        return bad("Headers in the Request-URI");
    }
    return {};
}

std::string serialize(const Request& request) {
    return request.method + " " + request.uri.text() + " SIP/2.0\r\n" +
           writeHeaders(request.headers, request.body);
}

std::string serialize(const Response& response) {
    return "SIP/2.0 " + std::to_string(response.status) + " " + response.reason + "\r\n" +
           writeHeaders(response.headers, response.body);
}

std::string summary(const Message& message) {
    if (const auto* request = std::get_if<Request>(&message)) {
        return core::printable(request->method + " " + request->uri.text(), 200);
    }
    const auto& response = std::get<Response>(message);
    return core::printable(std::to_string(response.status) + " " + response.reason + " (" +
                               cseqOf(response.headers).method + ")",
                           200);
}

Response makeResponse(const Request& request, int status, std::string_view toTag,
                      std::string_view reason) {
    Response response;
    response.status = status;
    response.reason = std::string(reason.empty() ? reasonPhrase(status) : reason);
    for (const auto via : request.headers.fields("Via")) {
        response.headers.add("Via", std::string(via));
    }
    response.headers.add("From", std::string(request.headers.first("From")));
    std::string to(request.headers.first("To"));
    if (status != 100 && !toTag.empty() && toOf(request.headers).tag().empty()) {
        to += ";tag=" + std::string(toTag);
    }
    response.headers.add("To", std::move(to));
    response.headers.add("Call-ID", std::string(callIdOf(request.headers)));
    response.headers.add("CSeq", std::string(request.headers.first("CSeq")));
    return response;
}

std::string_view reasonPhrase(int status) {
    static constexpr std::array<std::pair<int, std::string_view>, 50> phrases{{
        {100, "Trying"},
        {180, "Ringing"},
        {181, "Call Is Being Forwarded"},
        {182, "Queued"},
        {183, "Session Progress"},
        {200, "OK"},
        {202, "Accepted"},
        {204, "No Notification"},
        {300, "Multiple Choices"},
        {301, "Moved Permanently"},
        {302, "Moved Temporarily"},
        {305, "Use Proxy"},
        {380, "Alternative Service"},
        {400, "Bad Request"},
        {401, "Unauthorized"},
        {403, "Forbidden"},
        {404, "Not Found"},
        {405, "Method Not Allowed"},
        {406, "Not Acceptable"},
        {407, "Proxy Authentication Required"},
        {408, "Request Timeout"},
        {410, "Gone"},
        {413, "Request Entity Too Large"},
        {415, "Unsupported Media Type"},
        {416, "Unsupported URI Scheme"},
        {420, "Bad Extension"},
        {421, "Extension Required"},
        {422, "Session Interval Too Small"},
        {423, "Interval Too Brief"},
        {429, "Provide Referrer Identity"},
        {430, "Flow Failed"},
        {480, "Temporarily Unavailable"},
        {481, "Call/Transaction Does Not Exist"},
        {482, "Loop Detected"},
        {483, "Too Many Hops"},
        {484, "Address Incomplete"},
        {486, "Busy Here"},
        {487, "Request Terminated"},
        {488, "Not Acceptable Here"},
        {489, "Bad Event"},
        {491, "Request Pending"},
        {500, "Server Internal Error"},
        {501, "Not Implemented"},
        {503, "Service Unavailable"},
        {504, "Server Time-out"},
        {505, "Version Not Supported"},
        {513, "Message Too Large"},
        {600, "Busy Everywhere"},
        {603, "Decline"},
        {606, "Not Acceptable"},
    }};
    for (const auto& [code, phrase] : phrases) {
        if (code == status) return phrase;
    }
    return status < 200 ? "Progress" : "Answer";
}

}  // namespace sidetone::sip
