// SPDX-License-Identifier: GPL-3.0-or-later
// The part of StandardClient that takes an address to a deployment and keeps what may be kept.
#include "client/StandardClient.h"
#include "client/people/OwnBooks.h"
#include "client/people/OwnPeopleSource.h"
#include "client/people/contactSource.h"
#include "config/keys.h"
#include "directory/CachedSource.h"
#include "signin/credentials/KeepingRules.h"
#include "signin/rememberedText.h"

namespace sidetone::client {

using core::ErrorCode;
using core::Result;
using std::chrono_literals::operator""ms;

namespace {

/// The hard end of a sign-in (DISC-10).
constexpr auto wholeDeadline = 20'000ms;

constexpr const char* tried = "Signing in";

}  // namespace

Result<core::Address> StandardClient::accountFor(const std::string& address) const {
    if (state_ == ClientState::SigningIn || state_ == ClientState::Ready) {
        return core::fail(ErrorCode::Busy, tried,
                          state_ == ClientState::Ready ? self_.text() + " is signed in"
                                                       : "a sign-in is under way",
                          "Sign out first.");
    }
    const auto preset = presetDomain();
    const bool isUserOnly = address.find('@') == std::string::npos;
    return core::Address::parse(isUserOnly && !preset.empty() ? address + "@" + preset : address);
}

core::Status StandardClient::signIn(const std::string& address, core::Secret password) {
    auto account = accountFor(address);
    if (!account) return account.error();
    if (password.isEmpty()) {
        return core::fail(ErrorCode::InvalidInput, tried, "there is no password",
                          "Type the password of your work account.");
    }
    begin(*account, Origin::Typed);
    account_->password = std::move(password);
    readSecrets();
    return {};
}

bool StandardClient::canSignInAgain(const std::string& address) const {
    const auto account = core::Address::parse(address);
    if (!account) return false;
    const auto memory = AccountMemory::load(files_, *account);
    return signin::mayKeepPassword(settings()) && (memory.keepsPassword || memory.usesSingleSignOn);
}

core::Status StandardClient::signInAgain(const std::string& address) {
    auto account = accountFor(address);
    if (!account) return account.error();
    begin(*account, Origin::Browser);
    // begin() has read the policy again: it may forbid now what was kept then.
    auto& memory = account_->memory;
    if (memory.keepsPassword && signin::mayKeepPassword(sources_.settings())) {
        account_->origin = Origin::KeyStore;
    }
    readSecrets();
    return {};
}

void StandardClient::readSecrets() {
    using store::secretService::password;
    using store::secretService::phonePassword;
    auto& account = *account_;
    if (account.origin == Origin::KeyStore && !account.password) {
        platform_.keys->read({self_.text(), password})
            .then(account.owner, [this](Result<core::Secret> secret) {
                if (secret) {
                    account_->password = std::move(*secret);
                } else {
                    account_->memory.keepsPassword = false;
                    account_->origin = Origin::Browser;
                }
                readSecrets();
            });
    } else if (!account.memory.phoneUser.empty() && !account.phonePassword) {
        platform_.keys->read({self_.text(), phonePassword})
            .then(account.owner, [this](Result<core::Secret> secret) {
                if (secret) {
                    account_->phonePassword = std::move(*secret);
                } else {
                    account_->memory.phoneUser.clear();
                }
                readSecrets();
            });
    } else if (account.memory.usesSingleSignOn && !account.refreshToken) {
        platform_.keys->read({self_.text(), store::secretService::tokens})
            .then(account.owner, [this](Result<core::Secret> secret) {
                // Without it the browser is opened; an empty one says that it was looked for.
                account_->refreshToken = secret ? std::move(*secret) : core::Secret();
                readSecrets();
            });
    } else {
        startPlan();
    }
}

void StandardClient::begin(const core::Address& address, Origin origin) {
    teardown_.stop();
    leavingTimer_.stop();
    leaving_.reset();
    self_ = address;
    selfName_ = self_.user();
    error_.reset();
    account_ = std::make_unique<Account>();
    account_->origin = origin;
    account_->memory = AccountMemory::load(files_, address);
    platform_.trust->clearRefused();
    sources_.readPolicyAgain();
    if (std::exchange(forgetsDiscovery_, false)) account_->memory.discovery.clear();
    setState(ClientState::SigningIn);
    armDeadline();
}

void StandardClient::armDeadline() {
    account_->deadline = platform_.clock.after(wholeDeadline, [this] {
        if (state_ != ClientState::SigningIn) return;
        fail(core::fail(ErrorCode::Timeout, "Signing in as " + self_.text(),
                        "it was not done after 20 s (" + awaited() + ")",
                        "Try again; see the details for the step that did not end."));
    });
}

/// What did not end, for the sentence.
std::string StandardClient::awaited() const {
    std::string running;
    for (const auto& step : trace().steps) {
        if (step.verdict != signin::Verdict::Running) continue;
        running += (running.empty() ? "" : "; ") + step.title;
    }
    if (!running.empty()) return running;
    if (!account_->plan) return "reading the key store";
    return account_->store ? "starting the services" : "opening the history";
}

void StandardClient::questionsChange() {
    if (account_ && state_ == ClientState::SigningIn) {
        if (questions_.open().empty()) {
            armDeadline();
        } else {
            account_->deadline.stop();
        }
    }
    Q_EMIT questionsChanged();
}

signin::SignInRequest StandardClient::request() const {
    signin::SignInRequest request;
    request.address = self_.text();
    request.password = account_->password;
    request.phoneUser = account_->memory.phoneUser;
    request.phonePassword = account_->phonePassword;
    request.refreshToken = account_->refreshToken;
    request.settings = sources_.settings();
    request.network = network_.fingerprint();
    // A text that cannot be read is a sign-in without a memory.
    if (auto remembered = signin::parseRemembered(account_->memory.discovery)) {
        request.remembered = std::move(*remembered);
    }
    return request;
}

void StandardClient::startPlan() {
    const auto voice = sources_.settings().get(config::keys::voiceServicesDomain);
    platform_.proxies->setDomains({self_.domain(), voice.empty() ? self_.domain() : voice});
    if (account_->password) platform_.log.hide(*account_->password);
    if (account_->phonePassword) platform_.log.hide(*account_->phonePassword);
    account_->plan = std::make_unique<signin::SignIn>(platform_.signInPorts(&questions_));
    account_->plan->onTraceChanged([this] { Q_EMIT traceChanged(); });
    account_->plan->run(request()).then(
        account_->owner, [this](Result<signin::Deployment> found) { planDone(std::move(found)); });
    if (account_ && account_->plan) account_->recorder = account_->plan->recorder();
}

void StandardClient::planDone(Result<signin::Deployment> found) {
    if (!found) return fail(found.error());
    network_.setPortal({});
    account_->recorder = account_->plan->recorder();
    account_->deployment = std::move(*found);
    const auto& deployment = account_->deployment;
    if (!account_->password && !deployment.tokens && !deployment.chatSecret) {
        return fail(core::fail(ErrorCode::NotFound, "Signing in as " + self_.text(),
                               "this account has no single sign-on: it needs its password",
                               "Type the password of your work account."));
    }
    useSignOn();
    if (!deployment.displayName.empty()) selfName_ = deployment.displayName;
    network_.setPlace(deployment.edge ? NetworkView::Place::Outside : NetworkView::Place::Inside);
    Q_EMIT settingsChanged();
    makeDirectory();
    openStore();
    if (deployment.hasPhone()) startPhone();
    startMailbox();
}

void StandardClient::useSignOn() {
    auto& deployment = account_->deployment;
    if (!deployment.singleSignOn) return;
    if (!account_->tokens) account_->tokens = std::make_shared<CurrentTokens>();
    account_->tokens->use(deployment.singleSignOn);
    deployment.tokens = account_->tokens;
    keepRefreshToken(deployment.singleSignOn->refreshToken());
    deployment.singleSignOn->onRefreshToken(
        [this](const core::Secret& token) { keepRefreshToken(token); });
    deployment.singleSignOn->onEnded([this](const core::Error& error) {
        platform_.log.write(core::LogLevel::Warning, "sign-on", error.sentence());
        keepRefreshToken({});
    });
}

void StandardClient::keepRefreshToken(const core::Secret& token) {
    if (!account_) return;
    platform_.log.hide(token);
    account_->refreshToken = token;
    const bool mayKeep = remembers() && !token.isEmpty();
    const bool wasKept = account_->keepsToken || account_->memory.usesSingleSignOn;
    if (!mayKeep && !wasKept) return;
    keep(store::secretService::tokens, mayKeep ? std::optional(token) : std::nullopt);
    account_->keepsToken = mayKeep;
}

bool StandardClient::remembers() const {
    if (!signin::mayKeepPassword(settings())) return false;
    const bool wasKept = account_ && account_->memory.usesSingleSignOn;
    return remember_ || wasKept || (account_ && account_->origin == Origin::KeyStore);
}

void StandardClient::makeDirectory() {
    account_->people.reset();
    account_->directory =
        makeContactSource(platform_, account_->deployment, settings(), account_->password);
    rememberPeople();
}

void StandardClient::rememberPeople() {
    if (!account_->store || !account_->directory) return;
    auto cached = std::make_unique<directory::CachedSource>(std::move(account_->directory),
                                                            *account_->store, platform_.clock,
                                                            account_->deployment.jid.domain());
    PeopleService::Ports ports{platform_.clock, [this] { return contacts(); },
                               [this](const core::Address& who) { Q_EMIT personChanged(who); },
                               [this](const std::string& text, const auto& trouble) {
                                   // A search that went down with its source tells nothing.
                                   const bool isOver =
                                       trouble && trouble->code == ErrorCode::Internal;
                                   if (account_ && !isOver) judgeDirectory(text, trouble);
                               }};
    if (!account_->contactList) account_->contactList = makeContactList();
    auto* list = account_->contactList.get();
    ports.contactList = list;
    auto books = makeOwnBooks();
    ports.addressBooks = books.get();
    auto ownPeople =
        std::make_unique<OwnPeopleSource>([list] { return list->own(); }, std::move(books));
    account_->people = std::make_unique<PeopleService>(*cached, *account_->store, peopleRules(),
                                                       std::move(ports), std::move(ownPeople));
    account_->directory = std::move(cached);
}

std::unique_ptr<OwnBooks> StandardClient::makeOwnBooks() {
    return std::make_unique<OwnBooks>(
        OwnBooks::Ports{*platform_.http,
                        platform_.clock,
                        platform_.random,
                        *platform_.keys,
                        *account_->store,
                        [this]() -> const config::Settings& { return settings(); },
                        [this](const core::Secret& secret) { platform_.log.hide(secret); },
                        {self_.text(), store::secretService::addressBook},
                        platform_.folder});
}

std::unique_ptr<ContactListService> StandardClient::makeContactList() {
    return std::make_unique<ContactListService>(ContactListService::Ports{
        platform_.random, [this] { return messaging(); },
        [this](const core::Address& address) {
            return account_ && account_->people ? account_->people->known(address) : std::nullopt;
        }});
}

void StandardClient::keep(const char* service, const std::optional<core::Secret>& secret) {
    const store::SecretName name{self_.text(), service};
    const auto logged = [this](const core::Status& done) {
        if (done) return;
        platform_.log.write(core::LogLevel::Warning, "keys", done.error().sentence());
    };
    if (secret) {
        platform_.keys->write(name, *secret).then(owner_, logged);
    } else {
        platform_.keys->remove(name).then(owner_, logged);
    }
}

void StandardClient::remember() {
    auto& memory = account_->memory;
    const auto& deployment = account_->deployment;
    memory.usesSingleSignOn = deployment.tokens != nullptr && remembers();
    memory.discovery = signin::textOf(deployment.remembered);
    const bool hadPassword = memory.keepsPassword;
    const bool hadPhonePassword = !memory.phoneUser.empty();
    const bool decidesAnew = account_->origin == Origin::Typed;
    if (decidesAnew || !signin::mayKeepPassword(settings())) {
        memory.keepsPassword = remembers() && account_->password;
        if (!memory.keepsPassword && hadPassword) {
            keep(store::secretService::password, std::nullopt);
        }
    }
    memory.phoneUser =
        remembers() && deployment.phonePassword ? deployment.phoneUser : std::string();
    if (memory.phoneUser.empty() && hadPhonePassword) {
        keep(store::secretService::phonePassword, std::nullopt);
    }
    // Before the secrets: one that the memory does not know of would never be taken out.
    save(memory);
    if (memory.keepsPassword && decidesAnew) {
        keep(store::secretService::password, account_->password);
    }
    if (!memory.phoneUser.empty()) {
        keep(store::secretService::phonePassword, deployment.phonePassword);
    }
}

void StandardClient::save(const AccountMemory& memory) {
    if (const auto saved = memory.save(files_, self_); !saved) {
        platform_.log.write(core::LogLevel::Warning, "client", saved.error().sentence());
    }
}

void StandardClient::forgetRefused(const core::Error& error) {
    if (error.code != ErrorCode::Unauthorised || account_->origin != Origin::KeyStore) return;
    keep(store::secretService::password, std::nullopt);
    account_->memory.keepsPassword = false;
    save(account_->memory);
}

}  // namespace sidetone::client
