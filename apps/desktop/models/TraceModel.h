// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/RowModel.h"

namespace sidetone::client {
class Client;
}

namespace sidetone::desktop {

/// What one step of the sign-in did, in words.
struct TraceRow {
    QString key;
    QString title;
    QString asked;
    QString answer;
    QString why;
    QString problem;  ///< what failed and what to do, where it failed
    QString took;
    int verdict = 0;  ///< Shown::Step
    friend bool operator==(const TraceRow&, const TraceRow&) = default;
};

/// The steps of the newest sign-in, live (NONE-02).
class TraceModel final : public RowModel<TraceRow> {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Comes with Desktop")
    Q_PROPERTY(QString took READ took NOTIFY tookChanged)
public:
    explicit TraceModel(client::Client& client, QObject* parent = nullptr);
    /// How long the whole sign-in took until now.
    [[nodiscard]] QString took() const { return took_; }
    /// All steps as lines of text, for a message to the administrator.
    [[nodiscard]] QString text() const;

Q_SIGNALS:
    void tookChanged();

private:
    void refresh();
    client::Client& client_;
    QString took_;
};

}  // namespace sidetone::desktop
