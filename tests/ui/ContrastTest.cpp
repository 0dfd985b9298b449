// SPDX-License-Identifier: GPL-3.0-or-later
#include <QColor>
#include <QQmlComponent>
#include <QQmlEngine>
#include <QTest>
#include <algorithm>
#include <cmath>
#include <memory>

#include "host/WindowHost.h"

using namespace sidetone;

/// The contrast of every text colour on every ground that it stands on (WCAG 2.1, 1.4.3).
class ContrastTest : public QObject {
    Q_OBJECT

    static double linear(double part) {
        return part <= 0.04045 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4);
    }
    static double luminance(const QColor& colour) {
        return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) +
               0.0722 * linear(colour.blueF());
    }
    static double contrast(const QColor& a, const QColor& b) {
        const double one = luminance(a);
        const double other = luminance(b);
        return (std::max(one, other) + 0.05) / (std::min(one, other) + 0.05);
    }
    static void pairs(const char* words, std::initializer_list<const char*> grounds) {
        for (const char* ground : grounds) {
            for (const bool dark : {false, true}) {
                QTest::addRow("%s on %s, %s", words, ground, dark ? "dark" : "light")
                    << QByteArray(words) << QByteArray(ground) << dark;
            }
        }
    }

private Q_SLOTS:
    void isEnough_data() {
        QTest::addColumn<QByteArray>("words");
        QTest::addColumn<QByteArray>("ground");
        QTest::addColumn<bool>("dark");
        pairs("text",
              {"window", "rail", "surface", "raised", "field", "hover", "pressed", "selected",
               "bubbleMine", "bubbleTheirs", "dangerGround", "successGround", "warningGround"});
        pairs("muted", {"window", "rail", "surface", "raised", "field", "hover", "pressed",
                        "selected", "dangerGround", "successGround", "warningGround"});
        pairs("faint", {"window", "surface", "raised", "field", "hover", "pressed"});
        pairs("accent",
              {"surface", "raised", "window", "hover", "selected", "field", "successGround"});
        pairs("accentInk", {"accent", "accentHover"});
        pairs("fillInk", {"dangerFill", "dangerFillHover", "successFill", "successFillHover"});
        pairs("danger", {"surface", "window", "raised", "dangerGround", "field"});
        pairs("success", {"surface", "successGround"});
        pairs("warning", {"surface", "warningGround"});
        pairs("bubbleMeta", {"bubbleMine", "bubbleTheirs"});
    }
    void isEnough() {
        QFETCH(QByteArray, words);
        QFETCH(QByteArray, ground);
        QFETCH(bool, dark);
        QQmlEngine engine;
        desktop::equip(engine);
        QQmlComponent component(&engine);
        component.setData(
            "import QtQuick\nimport Sidetone\nQtObject { property QtObject it: Theme }", QUrl());
        const std::unique_ptr<QObject> holder(component.create());
        QVERIFY2(holder != nullptr, qPrintable(component.errorString()));
        auto* theme = holder->property("it").value<QObject*>();
        theme->setProperty("dark", dark);
        const auto a = theme->property(words).value<QColor>();
        const auto b = theme->property(ground).value<QColor>();
        QVERIFY(a.isValid() && b.isValid());
        QVERIFY2(contrast(a, b) >= 4.5, qPrintable(QString::number(contrast(a, b))));
    }
};

QTEST_MAIN(ContrastTest)
#include "ContrastTest.moc"
