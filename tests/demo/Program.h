// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QJsonObject>
#include <QObject>
#include <QProcess>
#include <functional>
#include <vector>

#include "core/Result.h"

namespace sidetone::demo {

/// A sidetone or sidetonectl under control: JSON commands go in, answers and events come out
/// (docs/terminal.md). All that came is kept, so that it does not matter whether one waits
/// before or after it happens.
class Program : public QObject {
    Q_OBJECT
public:
    using Test = std::function<bool(const QJsonObject&)>;

    Program(QString person, QString program, QStringList arguments,
            const QProcessEnvironment& environment);
    ~Program() override;

    /// Starts the process; NotFound where it cannot be run.
    core::Status start();
    /// Sends a command and waits for its answer; the error is the answer's own.
    core::Result<QJsonObject> ask(const QString& command, QJsonObject fields = {},
                                  int milliseconds = 10'000);
    /// Waits for an event that passes the test; looks at those that came since mark() first.
    /// Timeout names what was waited for.
    core::Result<QJsonObject> waitFor(const QString& what, const Test& test,
                                      int milliseconds = 15'000);
    /// waitFor() looks only at what comes from now on.
    void mark() { mark_ = events_.size(); }
    /// All events that pass the test, from the very beginning.
    [[nodiscard]] std::vector<QJsonObject> events(const Test& test) const;
    [[nodiscard]] const QString& person() const { return person_; }
    [[nodiscard]] qint64 processId() const { return process_.processId(); }
    [[nodiscard]] bool isRunning() const { return process_.state() == QProcess::Running; }
    /// Asks it to end and waits; kills it after the time.
    void stop(int milliseconds = 5'000);

Q_SIGNALS:
    void happened(const QJsonObject& event);
    void ended();

private:
    void readLines();
    /// Runs the event loop until the test is true; false when the time is over.
    bool spin(const std::function<bool()>& done, int milliseconds);

    QString person_;
    QString program_;
    QStringList arguments_;
    QProcess process_;
    QByteArray buffer_;
    std::vector<QJsonObject> events_;
    std::vector<QJsonObject> answers_;
    std::size_t mark_ = 0;
    int nextId_ = 0;
};

}  // namespace sidetone::demo
