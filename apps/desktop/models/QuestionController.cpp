// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/QuestionController.h"

#include "client/Client.h"
#include "models/words.h"

namespace sidetone::desktop {

using Kind = signin::Question::Kind;

QuestionController::QuestionController(client::Client& client, Opener opener, QObject* parent)
    : QObject(parent), client_(client), opener_(std::move(opener)) {
    connect(&client_, &client::Client::questionsChanged, this, &QuestionController::refresh);
    refresh();
}

int QuestionController::kind() const {
    return question_ ? static_cast<int>(question_->kind) : 0;
}

QString QuestionController::title() const {
    if (!question_) return {};
    if (!question_->title.empty()) return toQt(question_->title);
    switch (question_->kind) {
        case Kind::Credentials:
            return tr("A name and a password are needed");
        case Kind::Browser:
            return tr("Sign in in your browser");
        case Kind::EmailAddress:
            return tr("What is your e-mail address?");
        case Kind::CertificatePassword:
            return tr("Your certificate has a password");
        case Kind::AuthenticationString:
            break;
    }
    return tr("The digits from your administrator");
}

QString QuestionController::why() const {
    return question_ ? toQt(question_->why) : QString();
}
QString QuestionController::server() const {
    return question_ ? toQt(question_->server) : QString();
}
QString QuestionController::user() const {
    return question_ ? toQt(question_->user) : QString();
}
QString QuestionController::page() const {
    return question_ ? toQt(question_->url) : QString();
}
bool QuestionController::hasKeyStore() const {
    return client_.hasKeyStore();
}

void QuestionController::answer(const QString& user, const QString& secret, bool remember) {
    if (!question_) return;
    client_.answer(question_->id,
                   {user.trimmed().toStdString(), core::Secret(secret.toStdString()), remember});
}

void QuestionController::decline() {
    if (question_) client_.decline(question_->id);
}

bool QuestionController::openBrowser() {
    return question_ && openPage(opener_, page());
}

void QuestionController::refresh() {
    const auto questions = client_.questions();
    question_ = questions.empty() ? std::nullopt : std::optional(questions.front());
    waiting_ = questions.empty() ? 0 : static_cast<int>(questions.size()) - 1;
    Q_EMIT changed();
}

}  // namespace sidetone::desktop
