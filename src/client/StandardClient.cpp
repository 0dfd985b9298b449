// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/StandardClient.h"

#include <algorithm>

#include "messaging/personal/PersonalItems.h"
#include "messaging/presence/OwnPresence.h"

namespace sidetone::client {

using core::ErrorCode;
using core::Result;
using std::chrono_literals::operator""ms;

namespace {

/// How long Ready waits for the phone after chat is up: then the phone goes on by itself.
constexpr auto phonePatience = 4'000ms;
/// After a sign-out: for XMPP's good-bye, which needs no answer, and for SIP's, which does.
constexpr auto chatGoodbye = 150ms;
constexpr auto longestGoodbye = 2'000ms;

}  // namespace

std::unique_ptr<Client> createClient(Platform& platform) {
    return std::make_unique<StandardClient>(platform.parts());
}

StandardClient::StandardClient(Platform::Parts& platform)
    : platform_(platform),
      files_(platform.folder),
      sources_({platform.configurationFolder / "jabber-bootstrap.properties",
                platform.configurationFolder / "policy.d", platform.folder}),
      questions_([this](const std::string& url) { platform_.browse(url); },
                 [this] { questionsChange(); }),
      network_(*platform.network, platform.log),
      portal_(*platform.directHttp, platform.log),
      services_({platform.clock, *platform.resolver, platform.log}, [this] { lookAgain(); }),
      linkGate_(platform.clock),
      callPresence_([this](messaging::Activity activity) {
          idleWatch_.setInCall(activity != messaging::Activity::None);
          if (auto* source = messaging()) source->ownPresence().setCall(activity);
      }),
      idleWatch_(
          platform.clock, platform.makeIdleSource(),
          [this]() -> const config::Settings& { return settings(); },
          [this](std::optional<core::WallTime> since) {
              if (auto* source = messaging()) source->ownPresence().setIdleSince(since);
          }),
      calendar_({platform.makeCalendarSource ? platform.makeCalendarSource() : nullptr,
                 platform.makeCalendarServer ? platform.makeCalendarServer() : nullptr,
                 [this](messaging::Activity activity) {
                     if (auto* source = messaging()) source->ownPresence().setCalendar(activity);
                 },
                 [this](bool serverReads) {
                     auto* source = messaging();
                     if (source != nullptr)
                         source->ownPresence().setServerReadsCalendars(serverReads);
                 }}),
      reportMaker_(platform.log, platform.clock, platform.folder / "reports"),
      reportSender_(*platform.http, platform.clock, platform.random) {
    readTrust();
    startCameras();
    calendar_.start();
    platform_.proxyQuestions.showBy(&questions_);
    connect(&network_, &NetworkWatch::changed, this, &Client::networkChanged);
    connect(&network_, &NetworkWatch::reconnectNow, this, &StandardClient::reconnect);
    connect(&network_, &NetworkWatch::lookAgain, this, [this] {
        platform_.resolver->forget();  // the same name may be another host there
        lookAgain();
    });
}

StandardClient::~StandardClient() {
    platform_.proxyQuestions.showBy(nullptr);
    leaving_.reset();
    account_.reset();
}

const signin::Trace& StandardClient::trace() const {
    return account_ && account_->recorder ? account_->recorder->trace() : lastTrace_;
}

std::vector<Service> StandardClient::services() const {
    std::vector<Service> services;
    if (!account_) return services;
    if (account_->chat) services.push_back(account_->chat->service());
    if (account_->phone) services.push_back(account_->phone->service());
    if (account_->directory) services.push_back(directoryService());
    if (account_->mailbox) services.push_back(account_->mailbox->service());
    if (account_->savedChats) services.push_back(account_->savedChats->service());
    return services;
}

void StandardClient::startChat() {
    account_->chat = std::make_unique<ChatService>(
        platform_, *account_->store, account_->deployment, account_->password, account_->recorder);
    auto* chat = account_->chat.get();
    connect(chat, &ChatService::changed, this, &StandardClient::chatServiceChanged);
    connect(chat, &ChatService::messagingReady, this, &StandardClient::connectMessaging);
    chat->start();
}

void StandardClient::startPhone() {
    account_->phone = std::make_unique<PhoneService>(platform_, account_->deployment,
                                                     account_->password, account_->recorder);
    auto* phone = account_->phone.get();
    connect(phone, &PhoneService::changed, this, &StandardClient::phoneChanged);
    connect(phone, &PhoneService::callEnded, this, &StandardClient::keepCall);
    connect(phone->calls(), &telephony::CallControl::callAdded, this, &StandardClient::nameCall);
    callMemory_.listen(*phone->calls());
    callPresence_.follow(phone->calls());
    phone->start();
    Q_EMIT callsChanged();
}

void StandardClient::startMailbox() {
    auto access = mailboxAccessOf(account_->deployment, account_->password);
    if (!access) return;
    const auto folder = platform_.folder / ProfileFolder::accountPart(self_) / "voicemail";
    account_->mailbox = std::make_unique<MailboxService>(
        platform_, account_->deployment.http, std::move(*access), folder, account_->recorder);
    connect(account_->mailbox.get(), &MailboxService::changed, this, &Client::servicesChanged);
    account_->mailbox->start();
    Q_EMIT voicemailChanged();
}

void StandardClient::endMailbox(Account& account) {
    if (!account.mailbox) return;
    account.mailbox.reset();
    Q_EMIT voicemailChanged();
}

voicemail::VoicemailControl* StandardClient::voicemail() {
    return account_ && account_->mailbox ? account_->mailbox->control() : nullptr;
}

void StandardClient::connectMessaging() {
    using messaging::Messaging;
    auto* source = messaging();
    connect(source, &Messaging::presenceChanged, this, &Client::presenceChanged);
    connect(source, &Messaging::contactsChanged, this, [this] {
        findSelfName();
        Q_EMIT contactsChanged();
    });
    connect(source, &Messaging::contactChanged, this, &Client::contactChanged);
    connect(&source->personalItems(), &messaging::PersonalItems::changed, this,
            &Client::contactsChanged);
    connect(source, &Messaging::messageAdded, this, &Client::messageAdded);
    connect(source, &Messaging::messageAdded, this, [this](const messaging::Message& message) {
        const bool isOfTwo =
            message.sender.empty() && message.kind != messaging::MessageKind::Event;
        if (account_ && account_->savedChats && isOfTwo)
            account_->savedChats->saver().noteMessage(message.peer);
    });
    connect(source, &Messaging::messageChanged, this, &Client::messageChanged);
    connect(source, &Messaging::chatStateChanged, this, &Client::chatStateChanged);
    connect(source, &Messaging::unreadChanged, this, &Client::unreadChanged);
    connect(source, &Messaging::historyArrived, this, &Client::chatChanged);
    source->ownPresence().setCall(callPresence_.activity());
    calendar_.repeat();
    idleWatch_.start();
    Q_EMIT chatChanged();
    Q_EMIT contactsChanged();
}

void StandardClient::chatServiceChanged() {
    Q_EMIT servicesChanged();
    judge();
}

void StandardClient::phoneChanged() {
    Q_EMIT servicesChanged();
    judge();
}

void StandardClient::judge() {
    if (state_ != ClientState::SigningIn || !account_ || !account_->store) return;
    if (account_->isEnding) return;
    const auto& deployment = account_->deployment;
    const bool phoneSettled = !account_->phone || account_->phone->isSettled();
    if (!deployment.hasMessages()) {
        if (!phoneSettled) return;
        if (const auto error = account_->phone->error()) return fail(*error);
        return becomeReady();
    }
    if (!account_->chat) return;
    switch (account_->chat->service().state) {
        case ServiceState::Up:
            break;
        case ServiceState::Reconnecting:
        case ServiceState::Failed:
            return fail(account_->chat->error().value_or(
                core::fail(ErrorCode::Unavailable, "Signing in to chat")));
        default:
            return;
    }
    if (phoneSettled) return becomeReady();
    if (!account_->phonePatience.isSet()) {
        account_->phonePatience = platform_.clock.after(phonePatience, [this] {
            if (state_ == ClientState::SigningIn) becomeReady();
        });
    }
}

void StandardClient::becomeReady() {
    account_->deadline.stop();
    account_->phonePatience.stop();
    account_->recorder->decide(std::nullopt);
    remember();
    watchServices();
    setState(ClientState::Ready);
    Q_EMIT servicesChanged();
    Q_EMIT presenceChanged();
    openPendingLink();
    findCallContacts();
}

void StandardClient::fail(core::Error error) {
    if (account_->isEnding) return;
    account_->isEnding = true;
    account_->deadline.stop();
    portal_.explain(std::move(error), settings())
        .then(account_->owner, [this](Result<PortalAnswer> why) { failed(std::move(*why)); });
}

void StandardClient::failed(PortalAnswer why) {
    network_.setPortal(why.portal);
    const bool isSaid = account_->recorder && account_->recorder->trace().verdict;
    if (account_->recorder && (!isSaid || !why.portal.empty())) {
        account_->recorder->decide(why.error);
    }
    forgetRefused(why.error);
    error_ = std::move(why.error);
    // Not from inside a signal of what is being taken apart.
    lastTrace_ = trace();
    teardown_ = platform_.clock.after(0ms, [this] {
        leave();
        setState(ClientState::Failed);
        Q_EMIT servicesChanged();
    });
}

void StandardClient::signOut() {
    teardown_.stop();
    error_.reset();
    if (account_) lastTrace_ = trace();
    const bool wasIn = account_ != nullptr;
    setState(ClientState::SignedOut);
    if (!wasIn) return;
    if (account_->savedChats) account_->savedChats->saver().closeAll();
    forgetSession();
    leave();
    Q_EMIT servicesChanged();
    Q_EMIT contactsChanged();
}

void StandardClient::leave() {
    if (!account_) return;
    services_.stop();
    idleWatch_.stop();
    callPresence_.follow(nullptr);
    leaving_ = std::move(account_);
    leaving_->deadline.stop();
    leaving_->phonePatience.stop();
    leaving_->directoryPause.stop();
    leaving_->people.reset();
    leaving_->check.stop();
    leaving_->owner.cancelAll();
    leaving_->plan.reset();
    leaving_->again.reset();
    leaving_->nextLook.stop();
    if (leaving_->recorder) leaving_->recorder->setChanged({});
    // The phone says when it is done; the chat's good-bye is on its way in a moment.
    const auto patience = leaving_->phone ? longestGoodbye : chatGoodbye;
    leavingTimer_ = platform_.clock.after(patience, [this] { forget(); });
    endMailbox(*leaving_);
    // What was closed just now may still get away; else it waits for the next sign-in.
    if (leaving_->savedChats) {
        leaving_->savedChats->disconnect(this);
        Q_EMIT savedChatsChanged();
    }
    if (leaving_->phone) {
        leaving_->phone->disconnect(this);
        leaving_->phone->calls()->disconnect(this);
        Q_EMIT callsChanged();
        leaving_->phone->stop([this] { sayLeft(); });
    }
    if (leaving_->chat) {
        leaving_->chat->disconnect(this);
        if (auto* source = leaving_->chat->messaging()) source->disconnect(this);
        Q_EMIT chatChanged();
        leaving_->chat->stop();
    }
}

void StandardClient::sayLeft() {
    leavingTimer_ = platform_.clock.after(chatGoodbye, [this] { forget(); });
}

void StandardClient::forget() {
    leaving_.reset();
    Q_EMIT left();
}

void StandardClient::setState(ClientState state) {
    if (state_ == state) return;
    state_ = state;
    Q_EMIT stateChanged();
}

void StandardClient::findSelfName() {
    if (const auto contact = messaging()->contact(self_); contact && !contact->name.empty()) {
        selfName_ = contact->name;
    }
}

messaging::Messaging* StandardClient::messaging() const {
    return account_ && account_->chat ? account_->chat->messaging() : nullptr;
}

}  // namespace sidetone::client
