// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtQml/qqmlregistration.h>
#include <QObject>
#include <optional>

#include "models/Opener.h"
#include "signin/Questions.h"

namespace sidetone::client {
class Client;
}

namespace sidetone::desktop {

/// What the client wants to know from the person: the oldest open question.
class QuestionController final : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Comes with Desktop")
    Q_PROPERTY(bool active READ active NOTIFY changed)
    Q_PROPERTY(int waiting READ waiting NOTIFY changed)
    Q_PROPERTY(int number READ number NOTIFY changed)
    Q_PROPERTY(int kind READ kind NOTIFY changed)
    Q_PROPERTY(QString title READ title NOTIFY changed)
    Q_PROPERTY(QString why READ why NOTIFY changed)
    Q_PROPERTY(QString server READ server NOTIFY changed)
    Q_PROPERTY(QString user READ user NOTIFY changed)
    Q_PROPERTY(QString page READ page NOTIFY changed)
    Q_PROPERTY(bool hasKeyStore READ hasKeyStore NOTIFY changed)
public:
    QuestionController(client::Client& client, Opener opener, QObject* parent = nullptr);

    [[nodiscard]] bool active() const { return question_.has_value(); }
    /// Further questions behind this one.
    [[nodiscard]] int waiting() const { return waiting_; }
    /// Changes with each question, so that the form begins anew.
    [[nodiscard]] int number() const { return question_ ? question_->id : -1; }
    /// Shown::Question.
    [[nodiscard]] int kind() const;
    [[nodiscard]] QString title() const;
    [[nodiscard]] QString why() const;
    [[nodiscard]] QString server() const;
    [[nodiscard]] QString user() const;
    /// The page of a sign-on in the browser.
    [[nodiscard]] QString page() const;
    [[nodiscard]] bool hasKeyStore() const;

    Q_INVOKABLE void answer(const QString& user, const QString& secret, bool remember);
    Q_INVOKABLE void decline();
    /// Opens the page in the browser once more (the client opened it already); false where there
    /// is none.
    Q_INVOKABLE bool openBrowser();

Q_SIGNALS:
    void changed();

private:
    void refresh();
    client::Client& client_;
    Opener opener_;
    std::optional<signin::Question> question_;
    int waiting_ = 0;
};

}  // namespace sidetone::desktop
