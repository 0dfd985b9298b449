// SPDX-License-Identifier: GPL-3.0-or-later
#include "Peer.h"

#include <arpa/inet.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <sys/socket.h>
#include <unistd.h>

#include <memory>

#include "core/Random.h"
#include "core/text.h"
#include "office/dns/query.h"
#include "office/servers/probes.h"
#include "office/userstore/hashing.h"

namespace sidetone::test {

namespace {

constexpr int patience = 2000;

std::string md5Hex(const std::string& text) {
    return office::hexadecimal(office::md5(text));
}

/// The value of `name="value"` in a header.
std::string quotedValue(const std::string& text, const std::string& name) {
    const auto at = text.find(name + "=\"");
    if (at == std::string::npos) return {};
    const auto start = at + name.size() + 2;
    return text.substr(start, text.find('"', start) - start);
}

std::string registerRequest(const std::string& domain, const std::string& identity,
                            const std::string& callId, int sequence,
                            const std::string& authorization) {
    const std::string address = "<sip:" + identity + "@" + domain + ">";
    core::SystemRandom random;
    return "REGISTER sip:" + domain + " SIP/2.0\r\n" +
           "Via: SIP/2.0/UDP 127.0.0.1:@PORT@;rport;branch=z9hG4bK" + random.hex(8) + "\r\n" +
           "Max-Forwards: 70\r\nFrom: " + address + ";tag=" + random.hex(4) + "\r\nTo: " + address +
           "\r\nCall-ID: " + callId + "\r\nCSeq: " + std::to_string(sequence) +
           " REGISTER\r\nContact: <sip:" + identity + "@127.0.0.1:5999>\r\nExpires: 60\r\n" +
           authorization + "Content-Length: 0\r\n\r\n";
}

/// A blocking socket to the server, or -1.
int connectTo(const net::Endpoint& server) {
    const int descriptor = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(server.port);
    ::inet_pton(AF_INET, server.host.c_str(), &address.sin_addr);
    const timeval limit{patience / 1000, 0};
    ::setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    if (::connect(descriptor, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0) {
        return descriptor;
    }
    ::close(descriptor);
    return -1;
}

}  // namespace

bool signsInToXmpp(const net::Endpoint& server, const std::string& domain, const std::string& user,
                   const core::Secret& password) {
    using namespace std::string_literals;
    const std::string plain = core::toBase64("\0"s + user + "\0"s + password.reveal());
    const std::string opening =
        "<?xml version='1.0'?><stream:stream xmlns='jabber:client' "
        "xmlns:stream='http://etherx.jabber.org/streams' version='1.0' to='" +
        domain + "'><auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>" + plain +
        "</auth></stream:stream>";
    const std::string answer =
        office::askByTls(server, opening, "urn:ietf:params:xml:ns:xmpp-sasl'/>", patience);
    return answer.find("<success") != std::string::npos;
}

int registers(const net::Endpoint& registrar, const std::string& domain,
              const std::string& identity, const std::string& user, const core::Secret& password) {
    core::SystemRandom random;
    const std::string callId = random.hex(8);
    const std::string challenge =
        office::askByUdp(registrar, registerRequest(domain, identity, callId, 1, ""), patience);
    if (challenge.rfind("SIP/2.0 401", 0) != 0) return 0;
    const std::string nonce = quotedValue(challenge, "nonce");
    const std::string uri = "sip:" + domain;
    const std::string secret = md5Hex(user + ":" + domain + ":" + password.reveal());
    const std::string response =
        md5Hex(secret + ":" + nonce + ":00000001:abcd:auth:" + md5Hex("REGISTER:" + uri));
    const std::string authorization = "Authorization: Digest username=\"" + user + "\", realm=\"" +
                                      domain + "\", nonce=\"" + nonce + "\", uri=\"" + uri +
                                      "\", qop=auth, nc=00000001, cnonce=\"abcd\", response=\"" +
                                      response + "\", algorithm=MD5\r\n";
    const std::string answer = office::askByUdp(
        registrar, registerRequest(domain, identity, callId, 2, authorization), patience);
    if (answer.size() < 11) return 0;
    return static_cast<int>(core::parseNumber(answer.substr(8, 3)).value_or(0));
}

int countServiceRecords(const std::string& nameServer, const std::string& name, int milliseconds) {
    const auto colon = nameServer.find(':');
    const auto port = core::parseNumber(nameServer.substr(colon + 1)).value_or(0);
    const std::string answer =
        office::askByUdp({nameServer.substr(0, colon), static_cast<std::uint16_t>(port)},
                         office::dns::question(name, office::dns::Type::Service), milliseconds);
    return answer.size() < 12 ? -1 : static_cast<unsigned char>(answer[7]);
}

long verifyCertificate(const net::Endpoint& server, const std::string& name,
                       const std::string& rootFile) {
    const int descriptor = connectTo(server);
    if (descriptor < 0) return -1;
    const std::unique_ptr<SSL_CTX, void (*)(SSL_CTX*)> context(SSL_CTX_new(TLS_client_method()),
                                                               &SSL_CTX_free);
    SSL_CTX_load_verify_locations(context.get(), rootFile.c_str(), nullptr);
    const std::unique_ptr<SSL, void (*)(SSL*)> tls(SSL_new(context.get()), &SSL_free);
    SSL_set_tlsext_host_name(tls.get(), name.c_str());
    SSL_set1_host(tls.get(), name.c_str());
    SSL_set_fd(tls.get(), descriptor);
    const bool connected = SSL_connect(tls.get()) == 1;
    const long result = connected ? SSL_get_verify_result(tls.get()) : -1;
    ::close(descriptor);
    return result;
}

}  // namespace sidetone::test
