// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/Report.h"
#include "core/Task.h"
#include "models/Opener.h"
#include "models/RowModel.h"
#include "models/Shown.h"

namespace sidetone::client {
class Client;
}

namespace sidetone::desktop {

/// One file of the report.
struct ReportRow {
    QString key;
    QString size;  ///< "12 kB"
    friend bool operator==(const ReportRow&, const ReportRow&) = default;
};

/// A problem report from the description to the sending. The person reads each file before
/// anything leaves this machine (PRT-01, NONE-25).
///
/// States: Idle -> Writing -> Written -> Sending -> Sent. cancel() goes one state back, discard()
/// removes the file and goes to Idle.
class ReportController final : public RowModel<ReportRow> {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Comes with Desktop")
    Q_PROPERTY(int state READ state NOTIFY changed)
    Q_PROPERTY(QString path READ path NOTIFY changed)
    Q_PROPERTY(QString destination READ destination NOTIFY changed)
    Q_PROPERTY(QString whyNotSent READ whyNotSent NOTIFY changed)
    Q_PROPERTY(QString problem READ problem NOTIFY changed)
    Q_PROPERTY(int chosen READ chosen WRITE setChosen NOTIFY chosenChanged)
    Q_PROPERTY(QString text READ text NOTIFY chosenChanged)
public:
    ReportController(client::Client& client, Opener opener, QObject* parent = nullptr);

    /// Shown::Report.
    [[nodiscard]] int state() const { return static_cast<int>(state_); }
    /// Where the written report is.
    [[nodiscard]] QString path() const;
    /// Who would get it; empty where nobody takes reports.
    [[nodiscard]] QString destination() const;
    /// Why it cannot be sent.
    [[nodiscard]] QString whyNotSent() const;
    /// Why writing or sending failed.
    [[nodiscard]] QString problem() const { return problem_; }
    /// The file that is read; -1 for none.
    [[nodiscard]] int chosen() const { return chosen_; }
    void setChosen(int row);
    /// Its text, as it would be sent.
    [[nodiscard]] QString text() const;

    Q_INVOKABLE void write(const QString& description);
    Q_INVOKABLE void send();
    Q_INVOKABLE void cancel();
    Q_INVOKABLE void discard();
    /// Opens the folder with the report in it.
    Q_INVOKABLE bool openFolder();

Q_SIGNALS:
    void changed();
    void chosenChanged();

private:
    void go(Shown::Report state, const QString& problem = {});
    void show(client::Report report);
    client::Client& client_;
    Opener opener_;
    client::Report report_;
    Shown::Report state_ = Shown::Report::Idle;
    QString problem_;
    int chosen_ = -1;
    core::Owner owner_;
};

}  // namespace sidetone::desktop
