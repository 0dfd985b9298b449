// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "sip/message/parseMessage.h"
#include "sip/transport/Flow.h"

namespace sidetone::sip::test {

/// A flow that keeps what is sent.
class FakeFlow final : public Flow {
public:
    explicit FakeFlow(TransportKind kind) : kind_(kind) {}

    core::Status send(std::string_view message) override {
        if (!open) return core::fail(core::ErrorCode::Unavailable, "Sending", "closed");
        sent.emplace_back(message);
        return {};
    }
    void ping() override {}
    void close() override { open = false; }
    [[nodiscard]] bool isOpen() const override { return open; }
    [[nodiscard]] TransportKind transport() const override { return kind_; }
    [[nodiscard]] net::Endpoint local() const override { return {"192.0.2.1", 5070}; }
    [[nodiscard]] net::Endpoint remote() const override { return {"192.0.2.2", 5060}; }

    /// The newest message as a request or response.
    [[nodiscard]] Request request() const { return std::get<Request>(*parseMessage(sent.back())); }
    [[nodiscard]] Response response() const {
        return std::get<Response>(*parseMessage(sent.back()));
    }

    std::vector<std::string> sent;
    bool open = true;

private:
    TransportKind kind_;
};

/// A request with what every request has.
inline Request makeRequest(const std::string& method, const std::string& branch = {}) {
    Request request;
    request.method = method;
    request.uri = *Uri::parse("sip:ben@office.example");
    if (!branch.empty()) {
        request.headers.add("Via", "SIP/2.0/UDP 192.0.2.2:5060;branch=z9hG4bK" + branch);
    }
    request.headers.add("From", "<sip:anna@office.example>;tag=a");
    request.headers.add("To", "<sip:ben@office.example>");
    request.headers.add("Call-ID", "call");
    request.headers.add("CSeq", "1 " + method);
    return request;
}

}  // namespace sidetone::sip::test
