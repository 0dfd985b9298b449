// SPDX-License-Identifier: GPL-3.0-or-later
#include "MessagingScript.h"

#include <QObject>

#include "store/Database.h"

namespace sidetone::test {
namespace {

std::string streamWith(const std::string& features) {
    return "<?xml version='1.0'?><stream:stream xmlns='jabber:client' version='1.0' "
           "xmlns:stream='http://etherx.jabber.org/streams' from='example.net' id='s1'>"
           "<stream:features>" +
           features + "</stream:features>";
}

}  // namespace

int countOf(const std::string& text, const std::string& part) {
    int count = 0;
    for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++count;
    return count;
}

MessagingScript::MessagingScript() {
    const auto file = std::filesystem::path(folder_.path().toStdString()) / "p" / "history.db";
    core::Owner owner;
    store::Store::open(file, {clock, log, store::Threading::Caller})
        .then(owner, [this](auto opened) { store = std::move(*opened); });
    clock.settle();
    startProgram();
}

MessagingScript::~MessagingScript() {
    killProgram();
}

void MessagingScript::startProgram() {
    using messaging::Messaging;
    xmpp::Account account;
    account.address = *core::Address::parse("romeo@example.net");
    account.password = core::Secret("pencil");
    account.resource = "desk";
    account.servers.push_back(
        xmpp::Server{net::Endpoint{"imp1.example.net", 5222}, xmpp::TlsStart::StartTls});
    session = std::make_unique<xmpp::Session>(xmpp::SessionPorts{clock, random, connections, log},
                                              account);
    messaging::Ports ports{clock, log};
    if (equip) equip(ports);
    core::Owner owner;
    Messaging::create(std::move(ports), *session, *store).then(owner, [this](auto made) {
        messaging = std::move(*made);
    });
    clock.settle();
    auto* signals = messaging.get();
    QObject::connect(signals, &Messaging::messageAdded,
                     [this](const messaging::Message& message) { added.push_back(message); });
    QObject::connect(signals, &Messaging::messageChanged,
                     [this](const messaging::Message& message) { changed.push_back(message); });
    QObject::connect(signals, &Messaging::unreadChanged,
                     [this](const core::Address& peer, int count) {
                         unread.push_back(peer.user() + " " + std::to_string(count));
                     });
    QObject::connect(signals, &Messaging::chatStateChanged,
                     [this](const core::Address& peer, messaging::ChatState state) {
                         chatStates.push_back(peer.user() + " " + std::to_string(int(state)));
                     });
    QObject::connect(signals, &Messaging::contactChanged,
                     [this](const core::Address& address) { contacts.push_back(address.user()); });
    QObject::connect(signals, &Messaging::contactsChanged, [this] { contacts.push_back("*"); });
    QObject::connect(signals, &Messaging::storageFailed, [this] { ++storageFailures; });
}

void MessagingScript::killProgram() {
    messaging.reset();
    session.reset();
    seen.clear();
}

void MessagingScript::server(const std::string& xml) {
    connections.last().inject(xml);
    clock.settle();
}

std::string MessagingScript::client() {
    clock.settle();
    auto written = connections.last().takeWritten();
    seen += written;
    return written;
}

void MessagingScript::bind() {
    if (session->state() == xmpp::SessionState::Offline) session->start();
    clock.settle();
    seen.clear();
    server(streamWith("<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'><required/></starttls>"));
    server("<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>");
    server(
        streamWith("<mechanisms xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>"
                   "<mechanism>PLAIN</mechanism></mechanisms>"));
    server("<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>");
    server(
        streamWith("<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/>"
                   "<sm xmlns='urn:xmpp:sm:3'/><ver xmlns='urn:xmpp:features:rosterver'/>"));
    if (client().find("<resume") != std::string::npos) {
        server(
            "<failed xmlns='urn:xmpp:sm:3'><item-not-found "
            "xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></failed>");
    }
    server(
        "<iq type='result' id='bind'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'>"
        "<jid>romeo@example.net/desk</jid></bind></iq>");
    server("<enabled xmlns='urn:xmpp:sm:3' resume='true' id='session-1'/>");
    client();
}

void MessagingScript::signIn() {
    bind();
    answerRoster();
    answerCarbons();
    answerArchive({});
    client();
}

std::string MessagingScript::idOf(const std::string& payload) {
    client();
    const auto at = seen.rfind(payload);
    if (at == std::string::npos) return {};
    const auto iq = seen.rfind("<iq", at);
    const auto id = seen.find(" id='", iq) + 5;
    return seen.substr(id, seen.find('\'', id) - id);
}

void MessagingScript::answerRoster(const std::string& items) {
    server("<iq type='result' id='" + idOf("jabber:iq:roster") +
           "'><query xmlns='jabber:iq:roster' ver='v1'>" + items + "</query></iq>");
}

void MessagingScript::answerCarbons() {
    server("<iq type='result' id='" + idOf("urn:xmpp:carbons:2") + "'/>");
}

void MessagingScript::answerArchive(const std::vector<std::pair<std::string, std::string>>& results,
                                    Page page) {
    const auto id = idOf("urn:xmpp:mam:2");
    const auto at = seen.rfind("queryid='") + 9;
    const auto query = seen.substr(at, seen.find('\'', at) - at);
    std::string xml;
    for (const auto& [archiveId, message] : results) {
        xml += "<message to='romeo@example.net/desk'><result xmlns='urn:xmpp:mam:2' queryid='" +
               query + "' id='" + archiveId +
               "'><forwarded xmlns='urn:xmpp:forward:0'><delay xmlns='urn:xmpp:delay' "
               "stamp='2025-12-31T23:50:00Z'/>" +
               message + "</forwarded></result></message>";
    }
    xml += "<iq type='result' id='" + id + "'><fin xmlns='urn:xmpp:mam:2'";
    if (page == Page::Last) xml += " complete='true'";
    xml += "><set xmlns='http://jabber.org/protocol/rsm'>";
    if (!results.empty()) {
        xml +=
            "<first>" + results.front().first + "</first><last>" + results.back().first + "</last>";
    }
    server(xml + "</set></fin></iq>");
}

void MessagingScript::refuseArchive(const std::string& condition) {
    server("<iq type='error' id='" + idOf("urn:xmpp:mam:2") + "'><error type='cancel'><" +
           condition + " xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>");
}

void MessagingScript::loseSession() {
    connections.last().breakDown();
    clock.settle();
    clock.advance(core::Milliseconds(5'000));
}

std::string MessagingScript::message(const std::string& id, const std::string& body,
                                     const std::string& archiveId, const std::string& more) {
    std::string xml =
        "<message type='chat' from='juliet@example.net/balcony' "
        "to='romeo@example.net' id='" +
        id + "'><body>" + body + "</body>" + more;
    if (!archiveId.empty()) {
        xml += "<stanza-id xmlns='urn:xmpp:sid:0' by='romeo@example.net' id='" + archiveId + "'/>";
    }
    return xml + "</message>";
}

std::string MessagingScript::archived(const std::string& id, const std::string& body,
                                      const std::string& from) {
    const bool isOurs = from.starts_with("romeo");
    return "<message xmlns='jabber:client' type='chat' from='" + from + "' to='" +
           (isOurs ? "juliet@example.net" : "romeo@example.net") + "' id='" + id + "'><body>" +
           body + "</body><origin-id xmlns='urn:xmpp:sid:0' id='" + id + "'/></message>";
}

std::vector<std::string> MessagingScript::bodies() {
    std::vector<std::string> bodies;
    const auto page = now(messaging->messages(juliet, 0, 1000)).value();
    for (const auto& stored : page) {
        bodies.push_back(stored.body);
    }
    return bodies;
}

void MessagingScript::sql(const std::string& statement) {
    const auto done =
        now(store->run<int>([statement](store::Database& database) -> core::Result<int> {
            auto number = database.number(statement.c_str());
            if (!number) return number.error();
            return int(*number);
        }));
    if (!done) qFatal("%s", done.error().sentence().c_str());
}

}  // namespace sidetone::test
