// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/SignInController.h"

#include "client/Client.h"
#include "models/Settings.h"
#include "models/words.h"

namespace sidetone::desktop {

using client::ClientState;

SignInController::SignInController(client::Client& client, Settings& settings, QObject* parent)
    : QObject(parent), client_(client), settings_(settings), remember_(settings.remembers()) {
    connect(&client_, &client::Client::stateChanged, this, &SignInController::clientChanged);
    connect(&client_, &client::Client::settingsChanged, this, &SignInController::changed);
    connect(&client_, &client::Client::traceChanged, this, &SignInController::stepChanged);
    client_.setRemember(remember_);
    offer(settings_.lastAddress());
}

int SignInController::stage() const {
    const bool running = client_.state() == ClientState::SigningIn;
    return static_cast<int>(running ? Shown::SignIn::Running : stage_);
}

void SignInController::setTyped(const QString& text) {
    if (text == typed_) return;
    typed_ = text;
    addressProblem_.clear();
    Q_EMIT changed();
}

QString SignInController::presetDomain() const {
    return toQt(client_.presetDomain());
}

QString SignInController::address() const {
    const auto text = typed_.trimmed();
    const auto domain = presetDomain();
    if (text.isEmpty() || domain.isEmpty() || text.contains(u'@')) return text;
    return text + u'@' + domain;
}

void SignInController::setRemember(bool remember) {
    if (remember == remember_) return;
    remember_ = remember;
    settings_.setRemembers(remember);
    client_.setRemember(remember);
    Q_EMIT changed();
}

bool SignInController::hasKeyStore() const {
    return client_.hasKeyStore();
}

QString SignInController::step() const {
    const auto& steps = client_.trace().steps;
    for (auto step = steps.rbegin(); step != steps.rend(); ++step) {
        if (step->verdict == signin::Verdict::Running) return toQt(step->title);
    }
    return steps.empty() ? tr("Looking for your servers") : toQt(steps.back().title);
}

std::optional<core::Error> SignInController::error() const {
    return refusal_ ? refusal_ : client_.error();
}

bool SignInController::failed() const {
    return refusal_ || client_.state() == ClientState::Failed;
}

QString SignInController::problem() const {
    auto what = failed() ? error() : std::nullopt;
    if (!what) return {};
    what->advice.clear();
    return toQt(what->sentence());
}

QString SignInController::advice() const {
    const auto what = failed() ? error() : std::nullopt;
    return what ? toQt(what->advice) : QString();
}

void SignInController::chooseStage() {
    const bool again = client_.canSignInAgain(address().toStdString());
    stage_ = again ? Shown::SignIn::Again : Shown::SignIn::Password;
}

void SignInController::next() {
    const auto parsed = core::Address::parse(address().toStdString());
    if (parsed) {
        chooseStage();
    } else {
        addressProblem_ = toQt(parsed.error().sentence());
    }
    Q_EMIT changed();
}

void SignInController::back() {
    stage_ = Shown::SignIn::Address;
    refusal_.reset();
    if (client_.state() == ClientState::Failed) client_.signOut();
    Q_EMIT changed();
}

void SignInController::usePassword() {
    stage_ = Shown::SignIn::Password;
    Q_EMIT changed();
}

void SignInController::begun(const core::Status& status) {
    refusal_.reset();
    if (!status) refusal_ = status.error();
    Q_EMIT changed();
    Q_EMIT stepChanged();
}

void SignInController::signIn(const QString& password) {
    signIn(core::Secret(password.toStdString()));
}

void SignInController::signIn(core::Secret password) {
    client_.setRemember(remember_);
    begun(client_.signIn(address().toStdString(), std::move(password)));
}

void SignInController::signInAgain() {
    client_.setRemember(remember_);
    begun(client_.signInAgain(address().toStdString()));
}

void SignInController::cancel() {
    refusal_.reset();
    client_.signOut();
    Q_EMIT changed();
}

void SignInController::offer(const QString& address) {
    if (address.trimmed().isEmpty()) return;
    typed_ = address.trimmed();
    if (core::Address::parse(this->address().toStdString())) chooseStage();
    Q_EMIT changed();
}

bool SignInController::resume() {
    if (!settings_.resumes() || stage_ != Shown::SignIn::Again) return false;
    signInAgain();
    return !refusal_;
}

void SignInController::clientChanged() {
    const auto state = client_.state();
    // A sign-in that began elsewhere (a script, the command line) names its person here too.
    const bool isUnderWay = state == ClientState::SigningIn || state == ClientState::Failed;
    if (isUnderWay && typed_.isEmpty()) typed_ = toQt(client_.self().text());
    if (state == ClientState::Ready) {
        settings_.setLastAddress(toQt(client_.trace().address));
        settings_.setResumes(remember_);
    }
    if (state == ClientState::SignedOut && stage_ != Shown::SignIn::Address) chooseStage();
    // What is kept was not enough: the password has to be typed.
    const auto why = client_.error();
    const bool refused = why && why->code == core::ErrorCode::Unauthorised;
    if (state == ClientState::Failed && refused) stage_ = Shown::SignIn::Password;
    Q_EMIT changed();
    Q_EMIT stepChanged();
}

}  // namespace sidetone::desktop
