// SPDX-License-Identifier: GPL-3.0-or-later
// The call scene of the play.
#include <QEventLoop>
#include <QJsonArray>
#include <QTimer>
#include <cmath>

#include "demo/Play.h"
#include "media/ToneMeter.h"
#include "media/wav/WavFile.h"

namespace sidetone::demo {

using namespace Qt::StringLiterals;
using core::Status;

namespace {

Program::Test callIs(const QString& state) {
    return [state](const QJsonObject& event) {
        return event.value(u"event"_s).toString().startsWith(u"call."_s) &&
               event.value(u"state"_s) == state;
    };
}

Status statusOf(const core::Result<QJsonObject>& result) {
    if (result) return {};
    return result.error();
}

}  // namespace

void Play::call() {
    report_.heading(u"A call"_s);
    if (!connectCall()) return;
    holdAndResume();
    digits();
    hangUp();
    report_.heading(u"What was heard"_s);
    checkSound(ben_, anna_);
    checkSound(anna_, ben_);
}

bool Play::connectCall() {
    auto& anna = *anna_.program;
    auto& ben = *ben_.program;
    anna.mark();
    ben.mark();
    auto step = anna.ask(u"call"_s, {{u"target"_s, ben_.number}});
    if (step) step = ben.waitFor(u"the ring"_s, callIs(u"incoming"_s));
    if (!report_.check(u"anna calls %1, ben's phone rings"_s.arg(ben_.number), statusOf(step))) {
        return false;
    }
    screenshot(ben_, u"incoming"_s);
    step = ben.ask(u"answer"_s);
    if (step) step = anna.waitFor(u"the answer"_s, callIs(u"connected"_s));
    if (!report_.check(u"ben answers"_s, statusOf(step))) return false;
    // Three reports a second apart: enough sound on both sides before anything changes.
    int reports = 0;
    step = anna.waitFor(u"sound"_s, [&reports](const QJsonObject& event) {
        const auto statistics = event.value(u"statistics"_s).toObject();
        if (event.value(u"event"_s) == u"call.media"_s &&
            statistics.value(u"packets_received"_s).toInteger() > 0) {
            ++reports;
        }
        return reports >= 3;
    });
    const auto statistics = step ? step->value(u"statistics"_s).toObject() : QJsonObject();
    report_.check(u"sound goes both ways"_s, step.has_value(),
                  step ? u"%1, %2 packets heard, %3 lost, port %4"_s
                             .arg(statistics.value(u"codec"_s).toString())
                             .arg(statistics.value(u"packets_received"_s).toInteger())
                             .arg(statistics.value(u"packets_lost"_s).toInteger())
                             .arg(statistics.value(u"local_port"_s).toInt())
                       : QString::fromStdString(step.error().sentence()));
    report_.check(u"the sound is encrypted (SRTP)"_s, step && step->value(u"srtp"_s).toBool(),
                  step && step->value(u"srtp"_s).toBool() ? u"yes"_s : u"no"_s);
    screenshot(anna_, u"call"_s);
    return true;
}

void Play::holdAndResume() {
    auto& anna = *anna_.program;
    auto& ben = *ben_.program;
    anna.mark();
    ben.mark();
    const auto start = report_.elapsed();
    auto step = anna.ask(u"hold"_s);
    if (step) step = ben.waitFor(u"the hold"_s, callIs(u"held-there"_s));
    report_.check(u"anna puts ben on hold"_s, statusOf(step));
    // The hold must be long enough to be heard as silence in the recording.
    QEventLoop loop;
    QTimer::singleShot(1'500, &loop, &QEventLoop::quit);
    loop.exec();
    ben.mark();
    step = anna.ask(u"resume"_s);
    if (step) step = ben.waitFor(u"the resumption"_s, callIs(u"connected"_s));
    holdSeconds_ = static_cast<double>(report_.elapsed() - start) / 1000.0;
    report_.check(u"anna takes ben back"_s, statusOf(step));
    // A second and a half of it, by the packets: the keys that come next interrupt it.
    qint64 first = -1;
    (void)ben.waitFor(u"sound again"_s, [&first](const QJsonObject& event) {
        if (event.value(u"event"_s) != u"call.media"_s) return false;
        const auto statistics = event.value(u"statistics"_s).toObject();
        const auto heard = statistics.value(u"packets_received"_s).toInteger();
        if (first < 0 || heard < first) first = heard;
        return heard >= first + 75;
    });
}

void Play::digits() {
    ben_.program->mark();
    auto step = anna_.program->ask(u"digits"_s, {{u"digits"_s, u"42#"_s}});
    QString pressed;
    if (step) {
        step = ben_.program->waitFor(u"the digits"_s, [&pressed](const QJsonObject& event) {
            if (event.value(u"event"_s) == u"call.digit"_s) {
                pressed += event.value(u"digit"_s).toString();
            }
            return pressed.size() == 3;
        });
    }
    report_.check(u"ben's phone gets the digits that anna presses"_s, pressed == u"42#"_s, pressed);
}

void Play::hangUp() {
    anna_.program->mark();
    auto step = ben_.program->ask(u"hangup"_s);
    if (step) step = anna_.program->waitFor(u"the end"_s, callIs(u"ended"_s));
    report_.check(u"ben hangs up"_s, statusOf(step));
    const auto history = anna_.program->ask(u"call-history"_s);
    const auto records = history ? history->value(u"records"_s).toArray() : QJsonArray();
    report_.check(u"the call is in anna's history"_s,
                  !records.isEmpty() && records.first().toObject().value(u"answered"_s).toBool(),
                  u"%1 record(s)"_s.arg(records.size()));
}

void Play::checkSound(const Actor& listener, const Actor& speaker) {
    const auto sound = media::readWav(listener.heard.toStdString());
    const auto what = u"%1 heard %2's tone"_s.arg(listener.name, speaker.name);
    if (!sound) {
        report_.check(what, Status(sound.error()));
        return;
    }
    const auto stretches = media::sounds(sound->samples, sound->rate, 0.5);
    if (stretches.empty()) {
        report_.check(what, false, u"there was only silence"_s);
        return;
    }
    for (const auto& [name, stretch] : {std::pair{u"before the hold"_s, stretches.front()},
                                        std::pair{u"after it"_s, stretches.back()}}) {
        const auto part =
            media::cut(sound->samples, sound->rate, {stretch.start + 0.1, stretch.length - 0.2});
        const auto tone = media::strongestTone(part, sound->rate);
        const bool right =
            std::abs(tone.frequency - speaker.frequency) < speaker.frequency * 0.01 &&
            std::abs(tone.level + 12) < 2;
        report_.check(what + u' ' + name, right,
                      u"%1 Hz at %2 dB (sent: %3 Hz at -12 dB)"_s.arg(tone.frequency, 0, 'f', 1)
                          .arg(tone.level, 0, 'f', 1)
                          .arg(speaker.frequency));
    }
    const auto gaps = media::silences(sound->samples, sound->rate, 1.0);
    const bool heardHold = std::any_of(gaps.begin(), gaps.end(), [&](const auto& gap) {
        return gap.length > 1.0 && gap.length < holdSeconds_ + 1.0;
    });
    report_.check(u"%1 heard the hold as silence"_s.arg(listener.name), heardHold,
                  u"%1 gap(s), the hold took %2 s"_s.arg(gaps.size()).arg(holdSeconds_, 0, 'f', 1));
}

}  // namespace sidetone::demo
