import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import 'slack-blocks-to-jsx/dist/style.css';
import './styles/base.css';
import './styles/avatar.css';
import './styles/sidebar.css';
import './styles/conversation.css';
import './styles/message.css';
import './styles/blocks.css';
import './styles/file.css';
import './styles/composer.css';
import './styles/side-panel.css';
import './styles/flow-editor.css';
import './styles/thread.css';
import './styles/pictures.css';
import './styles/drawers.css';
import './styles/menu.css';
import './styles/view.css';
import './styles/combobox.css';
import './styles/modal.css';
import './styles/home.css';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no element with the ID "root"');
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
