// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAccessible>
#include <functional>

#include "Stage.h"
#include "fake/Troubles.h"

using namespace sidetone;
using test::Stage;

namespace {

QStringList warnings;  // of the whole program: a message handler has no owner

void collect(QtMsgType type, const QMessageLogContext&, const QString& text) {
    if (type >= QtWarningMsg) warnings << text;
}

void nameless(QQuickItem* item, QStringList& found) {
    if (!item->isVisible()) return;
    if (item->activeFocusOnTab()) {
        auto* access = QAccessible::queryAccessibleInterface(item);
        if (access == nullptr || access->text(QAccessible::Name).trimmed().isEmpty()) {
            found << QString::fromLatin1(item->metaObject()->className()) + u' ' +
                         item->objectName();
        }
    }
    for (auto* child : item->childItems()) nameless(child, found);
}

int stops(QQuickItem* item) {
    if (!item->isVisible()) return 0;
    int count = item->activeFocusOnTab() ? 1 : 0;
    for (auto* child : item->childItems()) count += stops(child);
    return count;
}

/// Words that stand outside of what they stand in, at the window's sides.
void cut(QQuickItem* item, qreal width, QStringList& found) {
    if (!item->isVisible() || item->opacity() == 0) return;
    const auto words = item->property("text").toString();
    const bool isText = item->inherits("QQuickText") && !words.isEmpty() && item->width() > 0;
    const auto left = item->mapToScene({0, 0}).x();
    if (isText && (left < -0.5 || left + item->width() > width + 0.5)) found << words;
    for (auto* child : item->childItems()) cut(child, width, found);
}

}  // namespace

/// Each page at the desk and on a phone: it loads without a warning, everything that takes the
/// keyboard has a name, and no words leave the window.
class PagesTest : public QObject {
    Q_OBJECT
    std::unique_ptr<desktop::WindowHost> host_;
    using Act = std::function<void(Stage&)>;

    static void add(const char* name, const Act& before, const Act& after) {
        for (const QSize size : {QSize(1120, 720), QSize(360, 640)}) {
            QTest::addRow("%s at %d", name, size.width()) << before << after << size;
        }
    }
    static Act page(const char* name) {
        return [name](Stage& stage) {
            QMetaObject::invokeMethod(stage.page(), "show",
                                      Q_ARG(QString, QString::fromLatin1(name)));
        };
    }
    static void signedIn(Stage& stage) {
        test::fill(stage.client, stage.clock.wallTime());
        test::fillParameters(stage.client);
        stage.client.setNetwork(test::captivePortal());
        stage.client.setServices(test::brokenServices());
    }
    static void refuse(Stage& stage) {
        const auto refused = test::replaced(stage.clock.wallTime());
        stage.client.setRefused({refused});
        stage.client.fail(refused.error);
    }

private Q_SLOTS:
    void initTestCase() {
        host_ = std::make_unique<desktop::WindowHost>(*qGuiApp);
        QAccessible::setActive(true);
    }
    void loads_data() {
        using Kind = signin::Question::Kind;
        QTest::addColumn<Act>("before");
        QTest::addColumn<Act>("after");
        QTest::addColumn<QSize>("size");
        const Act nothing = [](Stage&) {};
        const Act address = [](Stage& stage) {
            stage.desktop.signIn()->offer(QStringLiteral("robin@office.example"));
        };
        add("address", nothing, nothing);
        add("password", address, nothing);
        add(
            "running", [](Stage& stage) { stage.client.setState(client::ClientState::SigningIn); },
            nothing);
        add(
            "advanced", [](Stage& stage) { test::fillParameters(stage.client); },
            [](Stage& stage) {
                QMetaObject::invokeMethod(stage.find("advancedButton"), "clicked");
                stage.desktop.connection()->setType(2);
            });
        for (int kind = 0; kind <= static_cast<int>(Kind::AuthenticationString); ++kind) {
            const auto name = "question " + std::to_string(kind);
            add(
                name.c_str(),
                [kind](Stage& stage) { stage.client.ask(test::question(static_cast<Kind>(kind))); },
                nothing);
        }
        add("certificate", refuse,
            [](Stage& stage) { QMetaObject::invokeMethod(stage.find("trustLink"), "clicked"); });
        for (const char* name : {"status", "parameters", "connection", "report"}) {
            add(name, signedIn, page(name));
        }
        add(
            "certificate in the hub",
            [](Stage& stage) {
                signedIn(stage);
                stage.client.setRefused({test::selfSigned(stage.clock.wallTime())});
            },
            page("certificate"));
        add("written report", signedIn, [](Stage& stage) {
            page("report")(stage);
            stage.desktop.report()->write({});
            stage.client.finishReport(test::report("/tmp/report.zip"));
            stage.desktop.report()->setChosen(1);
        });
    }
    void loads() {
        QFETCH(Act, before);
        QFETCH(Act, after);
        QFETCH(QSize, size);
        warnings.clear();
        auto* previous = qInstallMessageHandler(collect);
        Stage stage;
        before(stage);
        const bool shown = stage.show(*host_, size);
        stage.settle();
        if (shown) after(stage);
        stage.settle();
        qInstallMessageHandler(previous);
        QVERIFY2(warnings.isEmpty(), qPrintable(warnings.join(u'\n')));
        QVERIFY(shown);
        QVERIFY(stops(stage.window->contentItem()) >= 2);
        // The page has its height with the next frame.
        const auto hasPage = [&stage] {
            const auto* side = stage.find("sidePage");
            return side != nullptr && side->height() > 0;
        };
        if (stage.desktop.session()->address().contains(u'@')) QTRY_VERIFY(hasPage());
        QStringList faults;
        nameless(stage.window->contentItem(), faults);
        cut(stage.window->contentItem(), size.width(), faults);
        QVERIFY2(faults.isEmpty(), qPrintable(faults.join(u'\n')));
    }
};

QTEST_MAIN(PagesTest)
#include "PagesTest.moc"
