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
    Q_PROPERTY(QString filter READ filter WRITE setFilter NOTIFY filterChanged)
    Q_PROPERTY(int total READ total NOTIFY tookChanged)
public:
    explicit TraceModel(client::Client& client, QObject* parent = nullptr);
    /// How long the whole sign-in took until now.
    [[nodiscard]] QString took() const { return took_; }
    /// Words that a step has to hold, each, in anything that it says.
    [[nodiscard]] QString filter() const { return filter_; }
    void setFilter(const QString& filter);
    /// All steps, also those that the filter leaves out.
    [[nodiscard]] int total() const { return total_; }
    /// All steps as lines of text, for a message to the administrator.
    [[nodiscard]] QString text() const;

Q_SIGNALS:
    void tookChanged();
    void filterChanged();

private:
    void refresh();
    client::Client& client_;
    QString took_;
    QString filter_;
    int total_ = 0;
};

}  // namespace sidetone::desktop
