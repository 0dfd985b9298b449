// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtQml/qqmlregistration.h>
#include <QList>
#include <QObject>
#include <QPointer>

#include "models/CallController.h"

namespace sidetone::desktop {

/// What was measured of the current call each second of the last minute, for plots, and how good
/// it sounds. It begins anew with each call.
class CallFigures : public QObject {
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(sidetone::desktop::CallController* calls READ calls WRITE setCalls NOTIFY changed)
    Q_PROPERTY(QList<double> packets READ packets NOTIFY changed)
    Q_PROPERTY(QList<double> loss READ loss NOTIFY changed)
    Q_PROPERTY(QList<double> jitter READ jitter NOTIFY changed)
    Q_PROPERTY(QList<double> roundTrip READ roundTrip NOTIFY changed)
    Q_PROPERTY(QList<double> videoRate READ videoRate NOTIFY changed)
    Q_PROPERTY(QList<double> lines READ lines NOTIFY changed)
    Q_PROPERTY(QString resolution READ resolution NOTIFY changed)
    Q_PROPERTY(int grade READ grade NOTIFY changed)
    Q_PROPERTY(QString gradeWords READ gradeWords NOTIFY changed)
public:
    explicit CallFigures(QObject* parent = nullptr) : QObject(parent) {}

    [[nodiscard]] CallController* calls() const { return calls_; }
    void setCalls(CallController* calls);
    /// Packets of sound that arrived in each second.
    [[nodiscard]] QList<double> packets() const { return packets_; }
    /// Percent of the packets of each second.
    [[nodiscard]] QList<double> loss() const { return loss_; }
    /// Milliseconds.
    [[nodiscard]] QList<double> jitter() const { return jitter_; }
    [[nodiscard]] QList<double> roundTrip() const { return roundTrip_; }
    /// Received, kbit/s; empty without a picture.
    [[nodiscard]] QList<double> videoRate() const { return videoRate_; }
    /// Height of the received picture.
    [[nodiscard]] QList<double> lines() const { return lines_; }
    /// "1280x720, 30 a second"; empty without a picture.
    [[nodiscard]] QString resolution() const;
    /// 0: not known yet; 1: bad, 2: fair, 3: good. By the loss and jitter of the last five seconds
    /// and the newest round trip (ITU-T G.114: up to 150 ms one way is not noticed).
    [[nodiscard]] int grade() const;
    [[nodiscard]] QString gradeWords() const;

Q_SIGNALS:
    void changed();

private:
    void take();
    void clear();

    QPointer<CallController> calls_;
    telephony::CallId id_ = 0;
    telephony::CallStatistics before_;
    telephony::VideoStatistics video_;
    QList<double> packets_;
    QList<double> loss_;
    QList<double> jitter_;
    QList<double> roundTrip_;
    QList<double> videoRate_;
    QList<double> lines_;
};

}  // namespace sidetone::desktop
