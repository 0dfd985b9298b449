// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QObject>
#include <QSocketNotifier>

namespace sidetone::apps {

/// Lines from a descriptor that may be a pipe, a terminal or a file, without blocking the event
/// loop. A line over 1 MiB ends the input.
class LineReader : public QObject {
    Q_OBJECT
public:
    /// The descriptor stays the caller's.
    explicit LineReader(int descriptor);
    /// Begins to read; connect the signals first.
    void start();

Q_SIGNALS:
    void line(const QByteArray& text);
    void ended();

private:
    void readSome();

    int descriptor_;
    QSocketNotifier notifier_;
    QByteArray buffer_;
};

}  // namespace sidetone::apps
