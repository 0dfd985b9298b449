// SPDX-License-Identifier: GPL-3.0-or-later
#include "ScriptedServer.h"

/// Any bytes from the call server to a registered line that rings and calls: it must survive,
/// and nothing may be left when time has passed.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace sidetone::sip;
    using sidetone::sip::test::ScriptedServer;
    ScriptedServer server;
    if (!server.registerLine()) return 0;
    server.inject(ScriptedServer::invite("offer"));
    if (!server.incoming.empty()) server.incoming.back()->accept("answer");
    auto session = server.agent.makeSession();
    static_cast<void>(session->call(*Uri::parse("sip:ben@office.example"), "offer"));
    server.connections.last().inject(std::string_view(reinterpret_cast<const char*>(data), size));
    server.clock.advance(std::chrono::seconds(70));
    server.agent.stop({});
    server.clock.advance(std::chrono::seconds(5));
    return 0;
}
