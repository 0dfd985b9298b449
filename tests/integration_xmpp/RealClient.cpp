// SPDX-License-Identifier: GPL-3.0-or-later
#include "RealClient.h"

#include <QTest>

#include "xmpp/extensions/Receipts.h"

namespace sidetone::test {
namespace {

xmpp::Account account(const Place& place) {
    xmpp::Account result;
    result.address = core::Address::parse(place.address).value_or(core::Address());
    result.password = place.password;
    result.resource = place.resource;
    result.servers = {place.server};
    return result;
}

std::shared_ptr<const net::TlsPolicy> trusting(const Place& place, const core::Clock& clock) {
    net::TlsSettings settings;
    settings.caFile = place.caFile;
    settings.trustsSystemAuthorities = false;
    return net::TlsPolicy::create(settings, clock).value_or(nullptr);
}

}  // namespace

RealClient::RealClient(const Place& place)
    : policy(trusting(place, clock)),
      connections(clock, resolver, policy),
      session({clock, random, connections, log}, account(place)),
      extensions(session) {
    QObject::connect(&session, &xmpp::Session::started, [this] { ++started; });
    QObject::connect(&session, &xmpp::Session::resumed, [this] { ++resumed; });
    QObject::connect(&session, &xmpp::Session::messageReceived,
                     [this](const xmpp::IncomingMessage& incoming) {
                         auto message = xmpp::ChatMessage::read(incoming.stanza, session.jid());
                         if (!message) return;
                         if (auto receipt = xmpp::receiptFor(*message, session.newId())) {
                             session.send(receipt->toStanza());
                         }
                         if (!message->receiptFor.empty()) receipts.push_back(message->receiptFor);
                         if (message->chatState) states.push_back(*message);
                         if (!message->body.empty()) messages.push_back(std::move(*message));
                     });
}

bool RealClient::until(const std::function<bool()>& condition, core::Milliseconds limit) {
    return QTest::qWaitFor(condition, static_cast<int>(limit.count()));
}

bool RealClient::signIn() {
    session.start();
    const bool online = until([this] {
        // Acknowledged as a whole: the server knows our presence too.
        return session.state() == xmpp::SessionState::Online && session.unacknowledged() == 0 &&
               extensions.roster.isLoaded();
    });
    if (!online) qWarning("%s", session.error() ? session.error()->sentence().c_str() : "silent");
    return online;
}

std::string RealClient::say(const std::string& to, const std::string& body, bool wantsReceipt) {
    xmpp::ChatMessage message;
    message.to = xmpp::Jid::parse(to).value_or(xmpp::Jid());
    message.id = session.newId();
    message.body = body;
    message.receiptRequested = wantsReceipt;
    session.send(message.toStanza(), [this, id = message.id](const core::Status& status) {
        (status ? acknowledged : unconfirmed).push_back(id);
    });
    return message.id;
}

}  // namespace sidetone::test
