// SPDX-License-Identifier: GPL-3.0-or-later
#include "office/servers/sipProbe.h"

#include "core/Random.h"
#include "office/servers/probes.h"

namespace sidetone::office {
namespace {

std::string options(const net::Endpoint& server, const std::string& domain,
                    const std::string& via) {
    core::SystemRandom random;
    const std::string uri = "sip:" + server.text();
    return "OPTIONS " + uri + " SIP/2.0\r\nVia: SIP/2.0/" + via + ";rport;branch=z9hG4bK" +
           random.hex(8) + "\r\nMax-Forwards: 5\r\nFrom: <sip:office@" + domain +
           ">;tag=" + random.hex(4) + "\r\nTo: <" + uri + ">\r\nCall-ID: " + random.hex(8) +
           "\r\nCSeq: 1 OPTIONS\r\nContent-Length: 0\r\n\r\n";
}

bool isGood(const std::string& answer) {
    return answer.rfind("SIP/2.0 200", 0) == 0;
}

}  // namespace

bool answersOptionsByUdp(const net::Endpoint& server, const std::string& domain) {
    return isGood(askByUdp(server, options(server, domain, "UDP 127.0.0.1:@PORT@")));
}

bool answersOptionsByTls(const net::Endpoint& server, const std::string& domain) {
    return isGood(askByTls(server, options(server, domain, "TLS 127.0.0.1:1024"), "\r\n\r\n"));
}

}  // namespace sidetone::office
