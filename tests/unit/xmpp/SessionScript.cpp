// SPDX-License-Identifier: GPL-3.0-or-later
#include "SessionScript.h"

#include <QObject>

#include "core/text.h"

namespace sidetone::test {
namespace {

std::string between(const std::string& text, const std::string& from, const std::string& to) {
    const auto start = text.find(from);
    if (start == std::string::npos) return {};
    const auto end = text.find(to, start + from.size());
    return text.substr(start + from.size(), end - start - from.size());
}

/// The text of the last element of that name.
std::string decoded(const std::string& written, const std::string& name) {
    const auto element = written.substr(std::min(written.rfind("<" + name), written.size()));
    return core::fromBase64(between(element, ">", "<")).value_or("");
}

}  // namespace

SessionScript::SessionScript(xmpp::TlsStart tls, const Change& change) {
    xmpp::Account account;
    account.address = *core::Address::parse("romeo@example.net");
    account.password = core::Secret("pencil");
    account.resource = "desk";
    account.servers = {{{"imp1.example.net", 5222}, tls}, {{"imp2.example.net", 5222}, tls}};
    if (change) change(account);
    session = std::make_unique<xmpp::Session>(xmpp::SessionPorts{clock, random, connections, log},
                                              account);
    QObject::connect(session.get(), &xmpp::Session::stateChanged,
                     [this] { states.push_back(session->state()); });
    QObject::connect(session.get(), &xmpp::Session::messageReceived,
                     [this](const xmpp::IncomingMessage& m) { messages.push_back(m); });
}

void SessionScript::server(std::string_view xml) {
    link().inject(xml);
    clock.settle();
}

std::string SessionScript::client() {
    clock.settle();
    if (connections.made().empty()) return {};
    const auto written = link().takeWritten();
    transcript += written;
    return written;
}

std::string SessionScript::attribute(const std::string& written, const std::string& after,
                                     const std::string& name) {
    const auto at = written.find(after);
    if (at == std::string::npos) return {};
    return between(written.substr(at), name + "='", "'");
}

void SessionScript::features(const std::string& inner) {
    server(
        "<?xml version='1.0'?><stream:stream xmlns='jabber:client' version='1.0' "
        "xmlns:stream='http://etherx.jabber.org/streams' from='example.net' id='s1'>"
        "<stream:features>" +
        inner + "</stream:features>");
}

void SessionScript::secure() {
    clock.settle();
    features("<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'><required/></starttls>");
    server("<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>");
    clock.settle();
}

std::string SessionScript::offer(const std::vector<std::string>& mechanisms) {
    client();
    std::string list;
    for (const auto& name : mechanisms) list += "<mechanism>" + name + "</mechanism>";
    features("<mechanisms xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>" + list + "</mechanisms>");
    return client();
}

void SessionScript::authenticate(const std::string& mechanism) {
    client();
    features("<mechanisms xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><mechanism>" + mechanism +
             "</mechanism></mechanisms>");
    const auto first = decoded(client(), "auth");
    server("<challenge xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>" +
           core::toBase64(scram.challenge(first)) + "</challenge>");
    const auto success = scram.success(decoded(client(), "response"));
    if (success.empty()) {
        return server(
            "<failure xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><not-authorized/>"
            "</failure>");
    }
    server("<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>" + core::toBase64(success) +
           "</success>");
}

void SessionScript::signInToFeatures(const std::string& inner) {
    secure();
    authenticate();
    client();
    features("<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/>" + inner);
}

void SessionScript::signIn() {
    session->start();
    signInToFeatures();
    client();
    server(
        "<iq type='result' id='bind'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'>"
        "<jid>romeo@example.net/desk</jid></bind></iq>");
}

void SessionScript::enableManagement(const std::string& id) {
    server("<enabled xmlns='urn:xmpp:sm:3' resume='true' max='600' id='" + id + "'/>");
}

}  // namespace sidetone::test
